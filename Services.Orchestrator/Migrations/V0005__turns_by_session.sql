-- Found when a session is erased.
create index turns_by_session on turns (session_id);
