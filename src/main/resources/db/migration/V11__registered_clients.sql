-- Services that ask about tokens of others. What oauth_clients holds is something else: the client
-- that all tokens belong to in Snipe-IT's answers.
create table registered_clients (
    id                  uuid         primary key,
    name                varchar(255) not null unique,
    audience            text[]       not null default '{}',
    throttle_per_minute integer      check (throttle_per_minute between 1 and 1000000),
    created_by          bigint       references users (id),
    created_at          timestamptz  not null,
    updated_at          timestamptz  not null
);

-- Secrets of a client, several while one replaces another. The secret itself is nowhere: digest is
-- the SHA-256 of its whole text.
create table registered_client_secrets (
    id         uuid        primary key,
    client_id  uuid        not null references registered_clients (id) on delete cascade,
    digest     bytea       not null unique check (octet_length(digest) = 32),
    preview    varchar(32) not null,
    created_at timestamptz not null,
    ended_at   timestamptz
);
create index registered_client_secrets_client_id on registered_client_secrets (client_id, created_at);

-- What turns a yes into a no, or changes what a client may be told: c and the client's id. New ones
-- are not told, as new tokens are not.
create function tokenward_notify_client() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'c' || old.id);
    return null;
end $$;

create trigger notify_client_changed
    after update or delete on registered_clients
    for each row execute function tokenward_notify_client();

create function tokenward_notify_client_secret() returns trigger language plpgsql as $$
begin
    perform pg_notify('tokenward', 'c' || old.client_id);
    return null;
end $$;

create trigger notify_client_secret_changed
    after update or delete on registered_client_secrets
    for each row execute function tokenward_notify_client_secret();
