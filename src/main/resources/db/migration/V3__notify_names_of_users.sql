-- The name of a user is also part of what is remembered of those they made. The payload is n and the
-- user's number; u is told as well, by the trigger for any change of a user.
create function tokenward_notify_name() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'n' || old.id);
    return null;
end $$;

create trigger notify_name_changed
    after update of first_name, last_name on users for each row
    when (old.first_name is distinct from new.first_name or old.last_name is distinct from new.last_name)
    execute function tokenward_notify_name();
