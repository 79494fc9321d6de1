-- The last number of the session's log when a message first came. Sent again, for nobody had taken it, it still means what it could mean then.
alter table messages add column log_seq bigint;
