create table sessions (
    id               uuid        primary key,
    topic            text        not null,
    owner_id         text        not null,
    room             text        unique,
    status           text        not null default 'active' check (status in ('active', 'ended')),
    metadata         jsonb,
    next_ordinal     bigint      not null default 0,
    created_at       timestamptz not null,
    last_activity_at timestamptz not null
);

create index sessions_by_owner on sessions (owner_id, last_activity_at desc);

create table messages (
    id                uuid        primary key,
    session_id        uuid        not null references sessions (id) on delete cascade,
    ordinal           bigint      not null,
    role              text        not null check (role in ('user', 'assistant')),
    user_id           text,
    client_message_id text,
    turn_id           uuid        not null,
    content           text        not null,
    metadata          jsonb,
    status            text        not null,
    created_at        timestamptz not null,
    unique (session_id, ordinal),
    unique (turn_id, role)
);

create unique index messages_by_client_id on messages (session_id, client_message_id) where client_message_id is not null;
