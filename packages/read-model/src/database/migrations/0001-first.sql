-- The tables as they were first, in the words that SQLite and PostgreSQL share. What was released is never changed: what changes is the next file.
-- What the columns mean stands in tables.ts.

create table archive_state (name text primary key, value text not null);

create table event (
  ordinal bigint primary key,
  id text not null unique,
  position text not null,
  type text not null,
  subject text not null,
  time_ms bigint not null,
  url_id text,
  run integer,
  body text not null
);
create index event_by_type on event (type, ordinal);
create index event_by_subject on event (subject, ordinal);
create index event_by_run on event (url_id, run);
create index event_by_time on event (time_ms);

create table text (
  number bigint primary key,
  article_id text not null,
  revision integer not null,
  content text not null,
  unique (article_id, revision)
);

create table article (
  article_id text primary key,
  url_id text not null,
  run integer not null,
  url text not null,
  title text not null,
  outlet text,
  authors text not null,
  published_at text,
  modified_at text,
  fetched_at text not null,
  language text,
  kind text not null,
  relation text not null,
  similarity double precision not null,
  duplicate_of text,
  group_id text not null,
  story_id text not null,
  revision integer not null,
  text_hash text,
  order_ms bigint not null
);
create index article_by_time on article (order_ms, article_id);
create index article_by_group on article (group_id);
create index article_by_story on article (story_id, order_ms);
create index article_by_outlet on article (outlet, order_ms);

create table article_topic (
  article_id text not null,
  topic_id text not null,
  relevance double precision not null,
  article_stance text,
  stance_status text,
  order_ms bigint not null,
  primary key (article_id, topic_id)
);
create index article_topic_by_time on article_topic (topic_id, order_ms, article_id);

create table revision (
  article_id text not null,
  revision integer not null,
  text_hash text not null,
  title text not null,
  url_id text not null,
  run integer not null,
  fetched_at text not null,
  primary key (article_id, revision)
);

create table reuse (
  article_id text not null,
  source_id text not null,
  similarity double precision not null,
  primary key (article_id, source_id)
);
create index reuse_by_source on reuse (source_id);

create table article_group (group_id text primary key, original text not null);

create table story (
  story_id text primary key,
  title text not null,
  article_id text not null,
  size integer not null,
  topics text not null,
  outlets text not null,
  first_at text not null,
  last_at text not null,
  last_ms bigint not null
);
create index story_by_time on story (last_ms, story_id);

create table holder (
  holder_id text primary key,
  name text not null,
  type text not null,
  aka text not null,
  first_ms bigint not null,
  last_ms bigint not null
);

create table statement (
  article_id text not null,
  revision integer not null,
  topic_id text not null,
  place integer not null,
  holder_id text not null,
  affiliation text,
  stance text not null,
  sub text,
  strength text not null,
  confidence double precision not null,
  quote text not null,
  start_at integer,
  end_at integer,
  attribution text not null,
  stated_at text not null,
  stated_ms bigint not null,
  outlet text,
  ordinal bigint not null,
  primary key (article_id, topic_id, place)
);
create index statement_by_holder on statement (topic_id, holder_id, stated_ms, ordinal);
create index statement_of_holder on statement (holder_id, stated_ms);
create index statement_by_time on statement (topic_id, stated_ms);

create table standing (
  topic_id text not null,
  holder_id text not null,
  stance text not null,
  stated_at text not null,
  stated_ms bigint not null,
  since_at text not null,
  article_id text not null,
  place integer not null,
  ordinal bigint not null,
  primary key (topic_id, holder_id)
);
create index standing_by_time on standing (topic_id, stated_ms, holder_id);

create table position_change (
  id text primary key,
  topic_id text not null,
  holder_id text not null,
  from_stance text not null,
  to_stance text not null,
  stated_at text not null,
  stated_ms bigint not null,
  article_id text not null
);
create index position_change_by_time on position_change (topic_id, stated_ms);
create index position_change_of_holder on position_change (holder_id, stated_ms);

create table outbox (id text primary key, event text not null);

create table run (
  url_id text not null,
  run integer not null,
  url text not null,
  host text not null,
  source_id text,
  discovered_ms bigint,
  ended_ms bigint not null,
  ended_by text not null,
  stage text,
  reason text,
  detail text,
  error_name text,
  attempts integer,
  article_id text,
  discarded_ms bigint,
  primary key (url_id, run)
);
create index run_by_time on run (ended_ms, url_id);
create index run_by_host on run (host, ended_ms);
create index run_by_source on run (source_id, ended_ms);
create index run_by_reason on run (ended_by, reason, ended_ms);
create index run_by_article on run (article_id);

create table run_step (
  url_id text not null,
  run integer not null,
  place integer not null,
  stage text not null,
  ended_ms bigint not null,
  waited_ms bigint not null,
  worked_ms bigint not null,
  tries integer not null,
  primary key (url_id, run, place)
);

create table counter (
  minute_ms bigint not null,
  stage text not null,
  outcome text not null,
  count bigint not null,
  worked_ms bigint not null,
  primary key (minute_ms, stage, outcome)
);
