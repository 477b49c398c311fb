-- Functions that run with the rights of whoever owns the log, and triggers, which run with the rights of
-- whoever makes a change, find only what is in pg_catalog by its bare name. All else is named with its
-- schema, and each function of ours is called with exactly the types that it has. Else somebody who may
-- create functions and operators in that schema, as everybody may in "public" before PostgreSQL 15, could
-- make one that fits better, and have it called with these rights.
alter function tokenward_notify_token() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_user() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_membership() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_group() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_name() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_client() set search_path = pg_catalog, pg_temp;
alter function tokenward_notify_client_secret() set search_path = pg_catalog, pg_temp;
alter function tokenward_keep_audit() set search_path = pg_catalog, pg_temp;

create or replace function tokenward_end_sessions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    delete from "${flyway:defaultSchema}".sessions where user_id = old.id;
    return null;
end $$;

-- The text of an entry, as before.
create or replace function tokenward_audit_text(sequence bigint, entry audit_inbox) returns text
stable language sql as $$
select concat_ws(E'\n',
       "${flyway:defaultSchema}".tokenward_audit_field(sequence::text),
       "${flyway:defaultSchema}".tokenward_audit_field(
           to_char(entry.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.action::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.outcome::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.actor_kind::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.actor_id::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.actor_name::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.credential::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.address::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.target_type::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.target_id::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.target_name::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.user_id::text),
       "${flyway:defaultSchema}".tokenward_audit_field(entry.details))
$$;

create or replace function tokenward_audit_head(out sequence bigint, out hash bytea) stable language sql as $$
select l.sequence, l.hash from
  ((select sequence, hash from "${flyway:defaultSchema}".audit_log order by sequence desc limit 1)
   union all select sequence, hash from "${flyway:defaultSchema}".audit_anchor) l
 order by l.sequence desc limit 1
$$;

create or replace function tokenward_seal_audit(most integer, waits boolean,
                                                out sequence bigint, out hash bytea, out sealed integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    last_number bigint;
    last_hash   bytea;
begin
    if waits then
        perform pg_advisory_xact_lock(20833, 13);
    elsif not pg_try_advisory_xact_lock(20833, 13) then
        sealed := 0;
        return;
    end if;
    select h.sequence, h.hash into last_number, last_hash from "${flyway:defaultSchema}".tokenward_audit_head() h;
    perform set_config('tokenward.audit_job', 'sealing', true);
    with moved as (
        delete from "${flyway:defaultSchema}".audit_inbox i
         where i.id in (select n.id from "${flyway:defaultSchema}".audit_inbox n order by n.id limit most)
        returning i.id, i as entry),
    numbered as (
        select last_number + row_number() over (order by m.id) as number, m.entry from moved m)
    insert into "${flyway:defaultSchema}".audit_log
    select n.number, (n.entry).happened_at, (n.entry).action, (n.entry).outcome, (n.entry).actor_kind,
           (n.entry).actor_id, (n.entry).actor_name, (n.entry).credential, (n.entry).address,
           (n.entry).target_type, (n.entry).target_id, (n.entry).target_name, (n.entry).user_id,
           (n.entry).details,
           "${flyway:defaultSchema}".tokenward_audit_chain(
               last_hash, "${flyway:defaultSchema}".tokenward_audit_text(n.number, n.entry)) over (order by n.number)
      from numbered n;
    get diagnostics sealed = row_count;
    perform set_config('tokenward.audit_job', '', true);
    select h.sequence, h.hash into sequence, hash from "${flyway:defaultSchema}".tokenward_audit_head() h;
end $$;

-- Removes the oldest entries, all of which happened before a moment. An entry of a clock that was ahead
-- has a time that is not there yet; that holds nobody up: it goes with the entries around it, once one
-- behind it is old enough. That entries were removed is an entry itself, with the same number and hash.
create or replace function tokenward_prune_audit(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    moment timestamptz := clock_timestamp();
    former bigint;
    behind bigint;
    young  bigint;
    newest bigint;
    pruned integer;
    fresh  bytea;
begin
    perform pg_advisory_xact_lock(20833, 13);
    select a.sequence into former from "${flyway:defaultSchema}".audit_anchor a;
    select max(o.sequence), min(o.sequence) filter (where o.happened_at >= before and o.happened_at <= moment)
      into behind, young
      from (select l.sequence, l.happened_at from "${flyway:defaultSchema}".audit_log l
             order by l.sequence limit most) o;
    if young is null and (select l.happened_at < before from "${flyway:defaultSchema}".audit_log l
                           where l.sequence > behind and l.happened_at <= moment
                           order by l.sequence limit 1) then
        newest := behind;
    else
        select max(o.sequence) into newest
          from (select l.sequence, l.happened_at from "${flyway:defaultSchema}".audit_log l
                 order by l.sequence limit most) o
         where o.happened_at < before and (young is null or o.sequence < young);
    end if;
    if newest is null then
        return 0;
    end if;
    perform set_config('tokenward.audit_job', 'pruning', true);
    select l.hash into fresh from "${flyway:defaultSchema}".audit_log l where l.sequence = newest;
    delete from "${flyway:defaultSchema}".audit_log l where l.sequence <= newest;
    get diagnostics pruned = row_count;
    update "${flyway:defaultSchema}".audit_anchor
       set sequence = newest, hash = fresh, pruned_at = clock_timestamp();
    perform set_config('tokenward.audit_job', '', true);
    perform "${flyway:defaultSchema}".tokenward_note_audit('audit.pruned'::text, 'done'::text, 'audit'::text,
        null::text, null::text, null::bigint,
        jsonb_build_object('from', former + 1, 'to', newest, 'hash', encode(fresh, 'hex')));
    return pruned;
end $$;

create or replace function tokenward_note_audit(action text, outcome text, target_type text, target_id text,
                                                target_name text, user_id bigint, details jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    author jsonb := nullif(current_setting('tokenward.author', true), '')::jsonb;
begin
    insert into "${flyway:defaultSchema}".audit_inbox
           (action, outcome, actor_kind, actor_id, actor_name, credential, address,
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

create or replace function tokenward_audit() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
                   else jsonb_build_object('from', "${flyway:defaultSchema}".tokenward_audit_value(former -> key),
                                           'to', "${flyway:defaultSchema}".tokenward_audit_value(later -> key)) end)
          into details from unnest(shown || hidden) key
         where former -> key is distinct from later -> key;
        if details is null then
            return null;
        end if;
    end if;
    subject := case when tg_op = 'DELETE' then former else later end;
    if details is null then
        select coalesce(jsonb_object_agg(key, "${flyway:defaultSchema}".tokenward_audit_value(subject -> key)), '{}')
          into details from unnest(shown) key where subject ->> key is not null;
    end if;
    if tg_op <> 'TRUNCATE' then
        target := coalesce(subject ->> tg_argv[2], 'installation');
        name := subject ->> tg_argv[3];
        owner := coalesce(subject ->> 'user_id', case when tg_argv[0] = 'user' then target end)::bigint;
    end if;
    if tg_argv[1] = 'user' and name is null then
        select u.username into name from "${flyway:defaultSchema}".users u where u.id = owner;
    end if;
    perform "${flyway:defaultSchema}".tokenward_note_audit(
        "${flyway:defaultSchema}".tokenward_audit_action(tg_argv[0]::text, tg_op::text, former, later), 'done'::text,
        tg_argv[1]::text, target, name, owner, details);
    return null;
end $$;

create or replace function tokenward_audit_token() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    author jsonb := nullif(current_setting('tokenward.author', true), '')::jsonb;
begin
    insert into "${flyway:defaultSchema}".audit_inbox
           (action, actor_kind, actor_id, actor_name, credential, address,
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

-- Each filter finds its entries, their number and the ends of their range without reading the log itself,
-- in which millions of entries may be. Most entries are of people, about tokens and done: to find the
-- others costs nearly nothing, and to count these is to read the log.
drop index audit_log_happened_at, audit_log_actor_name, audit_log_target_id;
create index audit_log_happened_at on audit_log (happened_at, sequence);
create index audit_log_action on audit_log (action collate "C", sequence);
create index audit_log_outcome on audit_log (outcome, sequence) where outcome <> 'done';
create index audit_log_actor_kind on audit_log (actor_kind, sequence) where actor_kind <> 'user';
create index audit_log_actor_id on audit_log (actor_id, sequence);
create index audit_log_actor_name on audit_log (actor_name, sequence);
create index audit_log_address on audit_log (address, sequence);
create index audit_log_target_type on audit_log (target_type, sequence) where target_type <> 'token';
create index audit_log_target_id on audit_log (target_id, sequence);
create index audit_log_user_id on audit_log (user_id, sequence);
