-- Holders are found by their names, in whatever case and with whatever accents, and listed by when they were heard last.
alter table holder add column folded text not null default '';
update holder set folded = ' ' || lower(name) || ' ' || replace(lower(aka), '"', ' ');
create index holder_by_time on holder (last_ms, holder_id);
create index standing_of_holder on standing (holder_id);

-- What rests on events that are kept no longer: a rebuild begins there. `ordinal`: the events up to it are in it already. `row` is JSON; null where nothing was left.
create table past_holder (holder_id text primary key, ordinal bigint not null, row_json text);
create table past_standing (
  topic_id text not null,
  holder_id text not null,
  ordinal bigint not null,
  row_json text,
  primary key (topic_id, holder_id)
);
-- Groups of which nothing was left.
create table past_group (group_id text primary key, ordinal bigint not null);
