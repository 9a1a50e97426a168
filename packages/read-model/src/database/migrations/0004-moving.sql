-- Runs that were accepted and have not ended, as far as the archive knows.

create table moving_run (
  run_id text primary key,
  url_id text not null,
  run integer not null,
  url text not null,
  host text not null,
  source_id text,
  lane text not null,
  accepted_ms bigint not null
);
create index moving_run_by_time on moving_run (accepted_ms, run_id);
create index moving_run_by_url on moving_run (url_id);
create index moving_run_by_address on moving_run (url);
create index moving_run_by_host on moving_run (host, accepted_ms);
create index moving_run_by_source on moving_run (source_id, accepted_ms);
create index run_by_address on run (url);
