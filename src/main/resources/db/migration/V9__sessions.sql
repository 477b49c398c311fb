-- Who is signed in with a browser. The name that the cookie holds is nowhere: digest is its SHA-256.
create table sessions (
    id           uuid primary key,
    digest       bytea        not null unique check (octet_length(digest) = 32),
    user_id      bigint       not null references users (id),
    created_at   timestamptz  not null,
    last_seen_at timestamptz  not null,
    address      varchar(45)  not null,
    agent        varchar(255) not null
);
create index sessions_user_id on sessions (user_id);
create index sessions_last_seen_at on sessions (last_seen_at);

-- Whoever is disabled or deleted, or gets another password, is signed out everywhere, in the
-- transaction that does it, whoever does it: a trigger can't be forgotten.
create function tokenward_end_sessions() returns trigger language plpgsql as $$
begin
    delete from sessions where user_id = old.id;
    return null;
end $$;

create trigger end_sessions
    after update of password_hash, activated, deleted_at on users for each row
    when (old.password_hash is distinct from new.password_hash
        or not new.activated or new.deleted_at is not null)
    execute function tokenward_end_sessions();
