-- Every change that can turn a yes into a no is told to all replicas in the transaction that makes
-- it, whoever makes it: a trigger can't be forgotten. The payload is a letter and what changed: t and
-- the token's digest, u and the user's number, g and the group's number. New tokens are not told:
-- nobody can have asked for them before, and a notification would make the commits wait in line.
create function tokenward_notify_token() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 't' || encode(old.digest, 'hex'));
    return null;
end $$;

create trigger notify_token_changed
    after update of user_id, digest, scopes, allowed_ips, audience, expires_at, revoked_at
    on personal_access_tokens for each row execute function tokenward_notify_token();
create trigger notify_token_deleted
    after delete on personal_access_tokens for each row execute function tokenward_notify_token();

create function tokenward_notify_user() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'u' || old.id);
    return null;
end $$;

create trigger notify_user_changed
    after update or delete on users for each row execute function tokenward_notify_user();

create function tokenward_notify_membership() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'u' || coalesce(new.user_id, old.user_id));
    return null;
end $$;

create trigger notify_membership_changed
    after insert or update or delete on users_groups
    for each row execute function tokenward_notify_membership();

create function tokenward_notify_group() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'g' || old.id);
    return null;
end $$;

create trigger notify_group_changed
    after update or delete on permission_groups
    for each row execute function tokenward_notify_group();

-- The last use with what used it, and how often on each day.
alter table personal_access_tokens add column last_used_agent varchar(255);

create table token_uses (
    token_id uuid   not null references personal_access_tokens (id) on delete cascade,
    day      date   not null,
    uses     bigint not null,
    primary key (token_id, day)
);
