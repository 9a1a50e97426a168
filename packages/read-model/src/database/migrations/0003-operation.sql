-- Work on many failed runs at a time, and which of them need no more.

create table operation (
  id text primary key,
  action text not null,
  filter text not null,
  asked_by text not null,
  state text not null,
  total bigint not null,
  settled bigint not null,
  tally text not null,
  place text,
  is_stopping integer not null,
  reason text,
  asked_ms bigint not null,
  started_ms bigint,
  ended_ms bigint,
  worker text,
  beat bigint not null
);
create index operation_by_time on operation (asked_ms, id);
create index operation_by_state on operation (state, asked_ms, id);
-- One at a time, whoever works.
create unique index operation_running on operation (state) where state = 'running';

create table settled_run (
  url_id text not null,
  run integer not null,
  at_ms bigint not null,
  primary key (url_id, run)
);
create index settled_run_by_time on settled_run (at_ms);

-- What has failed comes in its order, also where nothing tells the planner how few they are.
create index run_failed on run (ended_by, ended_ms, url_id, run) where ended_by = 'url.failed' and discarded_ms is null;
