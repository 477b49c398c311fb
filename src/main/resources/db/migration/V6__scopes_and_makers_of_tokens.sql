-- Scopes that services of one's own have besides the built-in keys. A scope is also a permission.
create table scopes (
    name        varchar(64)  primary key check (name ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$'),
    description varchar(255) not null,
    created_by  bigint references users (id),
    created_at  timestamptz  not null
);

-- Who made a token: a person, or the operator at the command line. Neither is known of tokens that
-- were made before.
alter table personal_access_tokens
    add column created_by          bigint references users (id),
    add column created_by_operator boolean not null default false;
