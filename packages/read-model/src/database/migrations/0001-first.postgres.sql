-- The words by which texts are found.
create table text_stems (number bigint primary key, stems tsvector not null);
create index text_stems_by_word on text_stems using gin (stems);
