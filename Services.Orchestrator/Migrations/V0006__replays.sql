-- How often a turn was replayed: a notice of a letter from before says nothing about it any more.
alter table turns add column replays int not null default 0;
