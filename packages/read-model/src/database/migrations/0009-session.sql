-- Who is logged in on the page: by a secret of their own, as long as the token by which they came.

create table session (
  hash text primary key,
  token_id text not null,
  created_ms bigint not null,
  expires_ms bigint not null
);
create index session_by_token on session (token_id, created_ms);
create index session_by_end on session (expires_ms);
