-- Requests per minute that a token may make instead of sharing its owner's budget.
alter table personal_access_tokens
    add column throttle_per_minute integer check (throttle_per_minute between 1 and 1000000);
create trigger notify_token_throttled
    after update of throttle_per_minute
    on personal_access_tokens for each row execute function tokenward_notify_token();
