-- For those who look after everybody's tokens. The list begins with the newest; who plans ahead asks
-- which of those that are not revoked end soon. There is none for last_used_at: see decision 20.
create index personal_access_tokens_created_at on personal_access_tokens (created_at, id);
create index personal_access_tokens_expires_at on personal_access_tokens (expires_at, id)
    where revoked_at is null;
