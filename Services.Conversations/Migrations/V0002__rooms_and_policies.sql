-- A room that everybody may enter, and what a second message does while a reply runs.
alter table sessions add column shared boolean not null default false;
alter table sessions add column policy text not null default 'queue' check (policy in ('queue', 'interrupt', 'reject'));

-- A room whose session has ended is free for a new one.
alter table sessions drop constraint sessions_room_key;
create unique index sessions_by_room on sessions (room) where status = 'active';

-- Found by those who end sessions that nobody uses.
create index sessions_by_activity on sessions (last_activity_at) where status = 'active' and not shared;
