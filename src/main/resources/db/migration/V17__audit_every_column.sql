-- A change of any column leaves an entry, but for those that tell of a use (when, from where, with what)
-- or repeat when the row was changed: these are written very often, and decide nothing.
drop trigger audit_users on users;
create trigger audit_users
    after insert or delete
    or update of id, username, username_key, password_hash, first_name, last_name, email, employee_num, jobtitle,
                 phone, locale, notes, permissions, activated, created_by, created_at, deleted_at
    on users for each row
    execute function tokenward_audit('user', 'user', 'id', 'username',
        'username first_name last_name email employee_num jobtitle phone locale permissions activated deleted_at',
        'id username_key password_hash notes created_by created_at');

drop trigger audit_groups on permission_groups;
create trigger audit_groups
    after insert or update or delete on permission_groups for each row
    execute function tokenward_audit('group', 'group', 'id', 'name', 'name permissions',
        'id notes created_by created_at');

drop trigger audit_tokens on personal_access_tokens;
create trigger audit_tokens
    after delete
    or update of id, user_id, client_id, name, description, digest, preview, scopes, allowed_ips, audience,
                 created_at, expires_at, throttle_per_minute, created_by, created_by_operator
    on personal_access_tokens for each row
    execute function tokenward_audit('token', 'token', 'id', 'name',
        'user_id name scopes allowed_ips audience expires_at throttle_per_minute',
        'id client_id digest description preview created_at created_by created_by_operator');

drop trigger audit_scopes on scopes;
create trigger audit_scopes
    after insert or update or delete on scopes for each row
    execute function tokenward_audit('scope', 'scope', 'name', 'name', 'name description', 'created_by created_at');

drop trigger audit_policies on token_policies;
create trigger audit_policies
    after insert or update or delete on token_policies for each row
    execute function tokenward_audit('policy', 'policy', 'group_id', '',
        'group_id creation max_life_days expiry_required scopes_required name_required name_unique max_tokens prefix',
        'id updated_by');

drop trigger audit_sessions on sessions;
create trigger audit_sessions
    after insert or delete or update of id, digest, user_id, created_at, address, agent on sessions for each row
    execute function tokenward_audit('session', 'user', 'user_id', '', 'id address',
        'digest user_id created_at agent');

drop trigger audit_identities on user_identities;
create trigger audit_identities
    after insert or delete or update of id, issuer, subject, user_id, created_at on user_identities for each row
    execute function tokenward_audit('identity', 'user', 'user_id', '', 'issuer subject user_id', 'id created_at');

drop trigger audit_clients on registered_clients;
create trigger audit_clients
    after insert or update or delete on registered_clients for each row
    execute function tokenward_audit('client', 'client', 'id', 'name', 'name audience throttle_per_minute',
        'id created_by created_at');

drop trigger audit_client_secrets on registered_client_secrets;
create trigger audit_client_secrets
    after insert or delete or update of id, client_id, digest, preview, created_at, ended_at
    on registered_client_secrets for each row
    execute function tokenward_audit('client_secret', 'client', 'client_id', '', 'id ended_at',
        'digest client_id preview created_at');

drop trigger audit_assertion_keys on assertion_keys;
create trigger audit_assertion_keys
    after insert or update or delete on assertion_keys for each row
    execute function tokenward_audit('assertion_key', 'assertion_key', 'id', '', 'signs_from',
        'id public_key sealed_key');
