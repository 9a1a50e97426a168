-- Who may ask and change, and who changed what.

create table token (
  id text primary key,
  name text not null,
  role text not null,
  hash text not null unique,
  created_ms bigint not null,
  expires_ms bigint,
  revoked_ms bigint,
  last_used_ms bigint
);
create unique index token_by_name on token (name) where revoked_ms is null;

create table audit (
  id text primary key,
  at_ms bigint not null,
  who text not null,
  action text not null,
  filter text not null,
  affected bigint
);
create index audit_by_time on audit (at_ms, id);
