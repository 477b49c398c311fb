-- When a secret of a client was used last, so that one can be ended that nobody uses any more.
alter table registered_client_secrets add column last_used_at timestamptz;

-- Writing that down turns no yes into a no, so no replica has to hear of it.
drop trigger notify_client_secret_changed on registered_client_secrets;
create trigger notify_client_secret_changed
    after update of id, client_id, digest, ended_at or delete on registered_client_secrets
    for each row execute function tokenward_notify_client_secret();
