-- The addresses that a source brought are its first runs: they too are counted from its index alone.

create index run_of_source_by_number on run (source_id, ended_ms, article_id, run);
drop index run_of_source;
