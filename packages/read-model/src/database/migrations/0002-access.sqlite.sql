-- What was noted stays. `insert or replace` would remove a row without a delete.
create trigger audit_no_update before update on audit begin select raise(abort, 'the audit is append-only'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'the audit is append-only'); end;
create trigger audit_no_replace before insert on audit when exists (select 1 from audit where id = new.id) begin select raise(abort, 'the audit is append-only'); end;
