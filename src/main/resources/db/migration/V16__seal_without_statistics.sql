-- As before, but what is moved is a range of the primary key. The list of ids that it was before had
-- the planner choose, and where the inbox was empty when its statistics were taken, which it nearly
-- always is, it compared each of thousands of ids with each entry: minutes, when very many came at once.
-- An entry that is committed meanwhile, with a lower id, is moved too: a few more than asked for.
create or replace function tokenward_seal_audit(most integer, waits boolean,
                                                out sequence bigint, out hash bytea, out sealed integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    newest      bigint;
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
    select max(o.id) into newest
      from (select i.id from "${flyway:defaultSchema}".audit_inbox i order by i.id limit most) o;
    perform set_config('tokenward.audit_job', 'sealing', true);
    with moved as (
        delete from "${flyway:defaultSchema}".audit_inbox i where i.id <= newest
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
