-- The keys that sign assertions about callers, for all replicas. The private ones are encrypted with
-- a secret that is not in the database. The one whose signs_from came last signs.
create table assertion_keys (
    id         uuid primary key,
    public_key text        not null,
    sealed_key text        not null,
    signs_from timestamptz not null
);
