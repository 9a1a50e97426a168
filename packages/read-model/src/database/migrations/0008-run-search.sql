-- Runs are found by where they ended, and failed ones by the name of their error.

create index run_by_stage on run (stage, ended_ms) where stage is not null;
create index run_by_error on run (error_name, ended_ms) where error_name is not null;
