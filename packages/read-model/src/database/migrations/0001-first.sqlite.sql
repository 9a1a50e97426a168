-- The words by which texts are found, under the number of the text. The texts themselves are in their own table.
create virtual table text_stems using fts5(stems, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0');
