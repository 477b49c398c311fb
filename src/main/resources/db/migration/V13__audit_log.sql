-- Who did what to which token, user, group, scope, policy, client or session. Triggers write an entry
-- in the transaction that makes the change, whoever makes it: a trigger can't be forgotten, and a
-- change whose entry can't be written is not made. Entries first lie in audit_inbox; sealing moves
-- those that are committed to audit_log, numbers them without gaps and chains their hashes. Doing
-- that where a change is made would let all changes wait for each other's commits.
create table audit_inbox (
    id          bigint generated always as identity primary key,
    happened_at timestamptz not null default clock_timestamp(),
    action      varchar(60) not null,
    outcome     varchar(10) not null default 'done' check (outcome in ('done', 'refused')),
    -- user, client, provider, operator, service, nobody; database for whoever came around the service
    actor_kind  varchar(20) not null,
    actor_id    varchar(64),
    actor_name  varchar(255),
    -- what the actor showed: a token or a session with its id, or a password
    credential  varchar(64),
    address     varchar(45),
    target_type varchar(20),
    target_id   varchar(64),
    target_name varchar(255),
    -- whose the target is
    user_id     bigint,
    -- a JSON object, as text: its hash has to stay the same
    details     text        not null default '{}' check (jsonb_typeof(details::jsonb) = 'object')
);

create table audit_log (
    sequence    bigint      primary key check (sequence > 0),
    happened_at timestamptz not null,
    action      varchar(60) not null,
    outcome     varchar(10) not null,
    actor_kind  varchar(20) not null,
    actor_id    varchar(64),
    actor_name  varchar(255),
    credential  varchar(64),
    address     varchar(45),
    target_type varchar(20),
    target_id   varchar(64),
    target_name varchar(255),
    user_id     bigint,
    details     text        not null,
    hash        bytea       not null check (octet_length(hash) = 32)
);
-- Entries are sealed nearly in the order in which they happened, so a small index is enough.
create index audit_log_happened_at on audit_log using brin (happened_at);
create index audit_log_actor_name on audit_log (actor_name);
create index audit_log_target_id on audit_log (target_id);

-- The last entry that retention removed, or number 0 before any was: what the chain hangs on.
create table audit_anchor (
    only_one  boolean     primary key default true check (only_one),
    sequence  bigint      not null,
    hash      bytea       not null check (octet_length(hash) = 32),
    pruned_at timestamptz
);
insert into audit_anchor (sequence, hash) values (0, decode(repeat('00', 32), 'hex'));

-- One field in the text that is hashed: its length in bytes and itself, so that no two entries have
-- the same text.
create function tokenward_audit_field(field text) returns text stable language sql as
$$ select case when field is null then '-' else octet_length(convert_to(field, 'UTF8'))::text || ':' || field end $$;

-- The text of an entry. ChainLink.java writes the same.
create function tokenward_audit_text(sequence bigint, entry audit_inbox) returns text stable language sql as $$
select concat_ws(E'\n',
       tokenward_audit_field(sequence::text),
       tokenward_audit_field(to_char(entry.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
       tokenward_audit_field(entry.action),
       tokenward_audit_field(entry.outcome),
       tokenward_audit_field(entry.actor_kind),
       tokenward_audit_field(entry.actor_id),
       tokenward_audit_field(entry.actor_name),
       tokenward_audit_field(entry.credential),
       tokenward_audit_field(entry.address),
       tokenward_audit_field(entry.target_type),
       tokenward_audit_field(entry.target_id),
       tokenward_audit_field(entry.target_name),
       tokenward_audit_field(entry.user_id::text),
       tokenward_audit_field(entry.details))
$$;

-- The hash of an entry: SHA-256 of the hash before it and of its text. As an aggregate over entries in
-- their order, the first of which hangs on what the log ends with.
create function tokenward_audit_link(former bytea, head bytea, entry text) returns bytea
immutable language plpgsql as $$
begin
    return sha256(coalesce(former, head) || convert_to(entry, 'UTF8'));
end $$;
create aggregate tokenward_audit_chain(head bytea, entry text) (sfunc = tokenward_audit_link, stype = bytea);

-- Where the chain ends.
create function tokenward_audit_head(out sequence bigint, out hash bytea) stable language sql as $$
select l.sequence, l.hash from
  ((select sequence, hash from audit_log order by sequence desc limit 1)
   union all select sequence, hash from audit_anchor) l
 order by l.sequence desc limit 1
$$;

-- Moves committed entries to the log, the oldest first, and tells where the chain then ends and
-- whether there may be more. One sealer at a time; one that does not want to wait finds nothing to do.
create function tokenward_seal_audit(most integer, waits boolean,
                                     out sequence bigint, out hash bytea, out sealed integer)
language plpgsql security definer as $$
declare
    head record;
begin
    if waits then
        perform pg_advisory_xact_lock(20833, 13);
    elsif not pg_try_advisory_xact_lock(20833, 13) then
        sealed := 0;
        return;
    end if;
    select h.sequence, h.hash into head from tokenward_audit_head() h;
    perform set_config('tokenward.audit_job', 'sealing', true);
    with moved as (
        delete from audit_inbox i
         where i.id in (select n.id from audit_inbox n order by n.id limit most)
        returning i.id, i as entry),
    numbered as (
        select head.sequence + row_number() over (order by m.id) as number, m.entry from moved m)
    insert into audit_log
    select n.number, (n.entry).happened_at, (n.entry).action, (n.entry).outcome, (n.entry).actor_kind,
           (n.entry).actor_id, (n.entry).actor_name, (n.entry).credential, (n.entry).address,
           (n.entry).target_type, (n.entry).target_id, (n.entry).target_name, (n.entry).user_id,
           (n.entry).details,
           tokenward_audit_chain(head.hash, tokenward_audit_text(n.number, n.entry)) over (order by n.number)
      from numbered n;
    get diagnostics sealed = row_count;
    perform set_config('tokenward.audit_job', '', true);
    select h.sequence, h.hash into sequence, hash from tokenward_audit_head() h;
end $$;

-- Removes the oldest entries, all of which happened before a moment, and keeps what the rest hangs
-- on. That it did so is an entry itself, with the same number and hash.
create function tokenward_prune_audit(before timestamptz, most integer) returns integer
language plpgsql security definer as $$
declare
    anchor  audit_anchor;
    newest  bigint;
    pruned  integer;
    fresh   bytea;
begin
    perform pg_advisory_xact_lock(20833, 13);
    select * into anchor from audit_anchor;
    select max(oldest.sequence) into newest
      from (select sequence, bool_and(happened_at < before) over (order by sequence) as gone
              from (select * from audit_log order by sequence limit most) first) oldest
     where oldest.gone;
    if newest is null then
        return 0;
    end if;
    perform set_config('tokenward.audit_job', 'pruning', true);
    select l.hash into fresh from audit_log l where l.sequence = newest;
    delete from audit_log where sequence <= newest;
    get diagnostics pruned = row_count;
    update audit_anchor set sequence = newest, hash = fresh, pruned_at = clock_timestamp();
    perform set_config('tokenward.audit_job', '', true);
    perform tokenward_note_audit('audit.pruned', 'done', 'audit', null, null, null,
        jsonb_build_object('from', anchor.sequence + 1, 'to', newest, 'hash', encode(fresh, 'hex')));
    return pruned;
end $$;

-- Adds an entry of whoever this transaction says is its author.
create function tokenward_note_audit(action text, outcome text, target_type text, target_id text,
                                     target_name text, user_id bigint, details jsonb) returns void
language plpgsql security definer as $$
declare
    author jsonb := nullif(current_setting('tokenward.author', true), '')::jsonb;
begin
    insert into audit_inbox (action, outcome, actor_kind, actor_id, actor_name, credential, address,
                             target_type, target_id, target_name, user_id, details)
    values (action, outcome,
            coalesce(left(author ->> 'kind', 20), 'database'),
            left(author ->> 'id', 64),
            left(case when author is null then session_user
                      when author ->> 'name' is not null then author ->> 'name'
                      -- whoever signs in
                      when author ->> 'kind' = 'user' and author ->> 'id' = user_id::text then target_name end, 255),
            left(author ->> 'credential', 64),
            left(case when author is null then host(inet_client_addr()) else author ->> 'address' end, 45),
            target_type, left(target_id, 64), left(target_name, 255), user_id, details::text);
end $$;

-- A value as an entry shows it: one that is long by its hash.
create function tokenward_audit_value(value jsonb) returns jsonb immutable language plpgsql as $$
begin
    if octet_length(value::text) <= 2000 then
        return value;
    end if;
    return jsonb_build_object('sha256', encode(sha256(convert_to(value::text, 'UTF8')), 'hex'),
                              'bytes', octet_length(value::text));
end $$;

-- What a change is called.
create function tokenward_audit_action(kind text, operation text, former jsonb, later jsonb) returns text
immutable language plpgsql as $$
begin
    return kind || '.' ||
       case when operation = 'INSERT' then 'created'
            when operation = 'TRUNCATE' then 'truncated'
            when operation = 'DELETE' then case when kind = 'session' then 'ended' else 'deleted' end
            when former ->> 'deleted_at' is null and later ->> 'deleted_at' is not null then 'deleted'
            when former ->> 'ended_at' is null and later ->> 'ended_at' is not null then 'ended'
            when former -> 'activated' = 'true' and later -> 'activated' = 'false' then 'disabled'
            when former -> 'activated' = 'false' and later -> 'activated' = 'true' then 'enabled'
            else 'changed' end;
end $$;

-- The trigger. Its arguments: what an action is about, the type of the target, the columns with the
-- target's id and name, the columns that are shown, and those of which only is told that they changed.
create function tokenward_audit() returns trigger
language plpgsql security definer as $$
declare
    former  jsonb := '{}';
    later   jsonb := '{}';
    subject jsonb;
    details jsonb;
    target  text;
    name    text;
    owner   bigint;
    shown   text[] := string_to_array(tg_argv[4], ' ');
    hidden  text[] := string_to_array(tg_argv[5], ' ');
begin
    if tg_op in ('UPDATE', 'DELETE') then
        former := to_jsonb(old);
    end if;
    if tg_op in ('INSERT', 'UPDATE') then
        later := to_jsonb(new);
    end if;
    if tg_op = 'UPDATE' then
        select jsonb_object_agg(key, case when key = any (hidden) then '"changed"'
                   else jsonb_build_object('from', tokenward_audit_value(former -> key),
                                           'to', tokenward_audit_value(later -> key)) end)
          into details from unnest(shown || hidden) key
         where former -> key is distinct from later -> key;
        if details is null then
            return null;
        end if;
    end if;
    subject := case when tg_op = 'DELETE' then former else later end;
    if details is null then
        select coalesce(jsonb_object_agg(key, tokenward_audit_value(subject -> key)), '{}')
          into details from unnest(shown) key where subject ->> key is not null;
    end if;
    if tg_op <> 'TRUNCATE' then
        target := coalesce(subject ->> tg_argv[2], 'installation');
        name := subject ->> tg_argv[3];
        owner := coalesce(subject ->> 'user_id', case when tg_argv[0] = 'user' then target end)::bigint;
    end if;
    if tg_argv[1] = 'user' and name is null then
        select username into name from users where id = owner;
    end if;
    perform tokenward_note_audit(tokenward_audit_action(tg_argv[0], tg_op, former, later), 'done',
                                 tg_argv[1], target, name, owner, details);
    return null;
end $$;

-- The same for what happens thousands of times a second, new and revoked tokens, in a fifth of the time.
create function tokenward_audit_token() returns trigger
language plpgsql security definer as $$
declare
    author jsonb := nullif(current_setting('tokenward.author', true), '')::jsonb;
begin
    insert into audit_inbox (action, actor_kind, actor_id, actor_name, credential, address,
                             target_type, target_id, target_name, user_id, details)
    values (case when tg_op = 'INSERT' then 'token.created'
                 when new.revoked_at is null then 'token.restored' else 'token.revoked' end,
            coalesce(left(author ->> 'kind', 20), 'database'),
            left(author ->> 'id', 64),
            left(case when author is null then session_user else author ->> 'name' end, 255),
            left(author ->> 'credential', 64),
            left(case when author is null then host(inet_client_addr()) else author ->> 'address' end, 45),
            'token', new.id, new.name, new.user_id,
            case when tg_op = 'UPDATE' then jsonb_build_object('revoked_at', new.revoked_at)
                 else jsonb_build_object('user_id', new.user_id, 'name', new.name,
                          'scopes', new.scopes,
                          'allowed_ips', new.allowed_ips,
                          'audience', new.audience,
                          'expires_at', new.expires_at,
                          'throttle_per_minute', new.throttle_per_minute) end);
    return null;
end $$;

create trigger audit_users
    after insert or delete
    or update of id, username, password_hash, first_name, last_name, email, employee_num, jobtitle, phone,
                 locale, notes, permissions, activated, deleted_at
    on users for each row
    execute function tokenward_audit('user', 'user', 'id', 'username',
        'username first_name last_name email employee_num jobtitle phone locale permissions activated deleted_at',
        'password_hash notes');
create trigger audit_groups
    after insert or update or delete on permission_groups for each row
    execute function tokenward_audit('group', 'group', 'id', 'name', 'name permissions', 'notes');
create trigger audit_memberships
    after insert or update or delete on users_groups for each row
    execute function tokenward_audit('membership', 'user', 'user_id', '', 'group_id user_id', '');
-- Not of the columns that tell of the last use: those are written for every token that is used.
create trigger audit_tokens
    after delete
    or update of id, user_id, name, description, digest, scopes, allowed_ips, audience, expires_at,
                 throttle_per_minute
    on personal_access_tokens for each row
    execute function tokenward_audit('token', 'token', 'id', 'name',
        'user_id name scopes allowed_ips audience expires_at throttle_per_minute', 'id digest description');
create trigger audit_new_tokens after insert on personal_access_tokens for each row
    execute function tokenward_audit_token();
create trigger audit_revoked_tokens after update of revoked_at on personal_access_tokens for each row
    when (old.revoked_at is distinct from new.revoked_at) execute function tokenward_audit_token();
create trigger audit_scopes
    after insert or update or delete on scopes for each row
    execute function tokenward_audit('scope', 'scope', 'name', 'name', 'name description', '');
create trigger audit_policies
    after insert or update or delete on token_policies for each row
    execute function tokenward_audit('policy', 'policy', 'group_id', '',
        'group_id creation max_life_days expiry_required scopes_required name_required name_unique max_tokens prefix',
        '');
create trigger audit_sessions
    after insert or delete or update of id, digest, user_id, created_at, address on sessions for each row
    execute function tokenward_audit('session', 'user', 'user_id', '', 'id address', 'digest user_id created_at');
create trigger audit_identities
    after insert or delete or update of issuer, subject, user_id on user_identities for each row
    execute function tokenward_audit('identity', 'user', 'user_id', '', 'issuer subject user_id', '');
create trigger audit_clients
    after insert or update or delete on registered_clients for each row
    execute function tokenward_audit('client', 'client', 'id', 'name', 'name audience throttle_per_minute', '');
create trigger audit_client_secrets
    after insert or update or delete on registered_client_secrets for each row
    execute function tokenward_audit('client_secret', 'client', 'client_id', '', 'id ended_at', 'digest client_id');
create trigger audit_assertion_keys
    after insert or update or delete on assertion_keys for each row
    execute function tokenward_audit('assertion_key', 'assertion_key', 'id', '', 'signs_from', 'public_key sealed_key');

-- Whoever empties a whole table leaves one entry; the service never does.
create trigger audit_users_emptied after truncate on users
    execute function tokenward_audit('user', 'user', '', '', '', '');
create trigger audit_groups_emptied after truncate on permission_groups
    execute function tokenward_audit('group', 'group', '', '', '', '');
create trigger audit_memberships_emptied after truncate on users_groups
    execute function tokenward_audit('membership', 'user', '', '', '', '');
create trigger audit_tokens_emptied after truncate on personal_access_tokens
    execute function tokenward_audit('token', 'token', '', '', '', '');
create trigger audit_scopes_emptied after truncate on scopes
    execute function tokenward_audit('scope', 'scope', '', '', '', '');
create trigger audit_policies_emptied after truncate on token_policies
    execute function tokenward_audit('policy', 'policy', '', '', '', '');
create trigger audit_sessions_emptied after truncate on sessions
    execute function tokenward_audit('session', 'user', '', '', '', '');
create trigger audit_identities_emptied after truncate on user_identities
    execute function tokenward_audit('identity', 'user', '', '', '', '');
create trigger audit_clients_emptied after truncate on registered_clients
    execute function tokenward_audit('client', 'client', '', '', '', '');
create trigger audit_client_secrets_emptied after truncate on registered_client_secrets
    execute function tokenward_audit('client_secret', 'client', '', '', '', '');
create trigger audit_assertion_keys_emptied after truncate on assertion_keys
    execute function tokenward_audit('assertion_key', 'assertion_key', '', '', '', '');

-- What is written stays. Only the two jobs above take anything away, and nothing is ever changed. This
-- keeps from mistakes; what somebody does on purpose who may write to these tables, the chain shows.
create function tokenward_keep_audit() returns trigger language plpgsql as $$
begin
    if tg_argv[0] = 'never' or current_setting('tokenward.audit_job', true) is distinct from tg_argv[0] then
        raise exception 'The audit log is append-only: % of % is refused.', tg_op, tg_table_name
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;

create trigger keep_inbox before update or truncate on audit_inbox
    execute function tokenward_keep_audit('never');
create trigger seal_inbox before delete on audit_inbox
    execute function tokenward_keep_audit('sealing');
create trigger keep_log before update or truncate on audit_log
    execute function tokenward_keep_audit('never');
create trigger seal_log before insert on audit_log
    execute function tokenward_keep_audit('sealing');
create trigger prune_log before delete on audit_log
    execute function tokenward_keep_audit('pruning');
create trigger keep_anchor before insert or delete or truncate on audit_anchor
    execute function tokenward_keep_audit('never');
create trigger prune_anchor before update on audit_anchor
    execute function tokenward_keep_audit('pruning');

-- What writes to the log runs with the rights of whoever owns it, and finds nothing but these tables:
-- not a temporary one of the same name that somebody made who may not write to the log.
do $$
declare
    written record;
begin
    for written in select oid::regprocedure as signature from pg_proc
                    where prosecdef and pronamespace = current_schema()::regnamespace
                      and proname like 'tokenward%audit%' loop
        execute format('alter function %s set search_path = %I, pg_temp', written.signature, current_schema());
    end loop;
end $$;
-- Triggers fire without these rights; only who makes a trigger needs them, and could choose what it notes.
revoke execute on function tokenward_audit() from public;
revoke execute on function tokenward_audit_token() from public;
revoke execute on function tokenward_seal_audit(integer, boolean) from public;
revoke execute on function tokenward_prune_audit(timestamptz, integer) from public;
revoke execute on function tokenward_note_audit(text, text, text, text, text, bigint, jsonb) from public;
