-- Who waits for a person stands with the conversation (conversations.sessions, conversations.handovers).
drop table human_queue;
