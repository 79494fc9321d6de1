-- Found by those who delete sessions that ended long ago.
create index sessions_ended on sessions (last_activity_at) where status = 'ended';
