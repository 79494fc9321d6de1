-- Who waits for a person stands with the conversation (conversations.sessions, conversations.handovers).
drop table human_queue;

-- Found when a session is erased.
create index tool_executions_by_turn on tool_executions (split_part(scope, '/', 1));
