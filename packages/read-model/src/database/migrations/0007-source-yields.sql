-- What came of a source is counted from its index alone: without the article in it, each run of a week is looked up.

create index run_of_source on run (source_id, ended_ms, article_id);
drop index run_by_source;
