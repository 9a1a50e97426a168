-- Entries of the stream that could not be brought into the tables, kept until they can be.
create table dead_letter (
  position text primary key,
  id text,
  entry text not null,
  content text,
  error text not null,
  at_ms bigint not null
);
