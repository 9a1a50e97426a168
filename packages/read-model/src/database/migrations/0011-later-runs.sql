-- Runs that may follow one that failed: each failed run is asked whether there is one.

create index run_later on run (url_id, run) where run > 1;
create index moving_run_later on moving_run (url_id, run) where run > 1;
