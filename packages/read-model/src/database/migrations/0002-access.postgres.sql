-- What was noted stays.
create function refuse_audit_change() returns trigger language plpgsql as $$ begin raise exception 'the audit is append-only'; end $$;
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_audit_change();
