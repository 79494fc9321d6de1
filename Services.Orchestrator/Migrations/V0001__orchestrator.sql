create table turns (
    turn_id     uuid        primary key,
    session_id  uuid        not null,
    ordinal     bigint      not null,
    state       text        not null default 'received' check (state in ('received', 'running', 'finished')),
    attempts    integer     not null default 0,
    outcome     text,
    received_at timestamptz not null,
    updated_at  timestamptz not null,
    finished_at timestamptz
);

create index turns_unfinished on turns (session_id, ordinal) where state <> 'finished';
create index turns_finished on turns (finished_at) where finished_at is not null;

create table checkpoints (
    turn_id    uuid        not null references turns (turn_id) on delete cascade,
    version    integer     not null,
    next_node  text,
    state      jsonb       not null,
    created_at timestamptz not null,
    primary key (turn_id, version)
);

create table approvals (
    approval_id uuid        primary key,
    session_id  uuid        not null,
    turn_id     uuid        not null,
    user_id     text        not null,
    agent       text        not null,
    intent      text,
    call        jsonb       not null,
    statement   text        not null,
    transcript  jsonb       not null,
    status      text        not null default 'pending' check (status in ('pending', 'approved', 'rejected', 'expired', 'superseded')),
    resolved_by uuid,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    resolved_at timestamptz
);

create unique index approvals_pending on approvals (session_id) where status = 'pending';
create index approvals_expiring on approvals (expires_at) where status = 'pending';
create index approvals_resolved_by on approvals (resolved_by) where resolved_by is not null;
