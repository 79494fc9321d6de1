-- Who answers in a session: the assistant, nobody yet because a person was asked for, or a person.
alter table sessions
    add column responder       text not null default 'assistant' check (responder in ('assistant', 'queue', 'person')),
    add column responder_id    text,
    add column responder_name  text,
    add column responder_since timestamptz;

create index sessions_by_responder on sessions (responder_since) where responder <> 'assistant' and status = 'active';

-- Each change of it, by whom and why.
create table handovers (
    place      bigint      generated always as identity primary key,
    session_id uuid        not null references sessions (id) on delete cascade,
    change     text        not null check (change in ('requested', 'claimed', 'returned')),
    user_id    text        not null,
    name       text        not null,
    role       text        not null check (role in ('customer', 'participant', 'staff')),
    note       text,
    made_at    timestamptz not null
);

create index handovers_by_session on handovers (session_id, place);

-- Who wrote a message, as the others were shown.
alter table messages
    add column author_name text,
    add column author_role text check (author_role in ('customer', 'participant', 'staff'));

update messages set author_role = case when user_id = sessions.owner_id then 'customer' else 'participant' end
from sessions where sessions.id = session_id and role = 'user';

-- Who has entered a room that everybody may enter: they may read what was said there.
create table members (
    session_id uuid        not null references sessions (id) on delete cascade,
    user_id    text        not null,
    joined_at  timestamptz not null,
    primary key (session_id, user_id)
);

insert into members (session_id, user_id, joined_at)
select session_id, user_id, min(messages.created_at) from messages join sessions on sessions.id = session_id
where shared and user_id is not null group by session_id, user_id;
