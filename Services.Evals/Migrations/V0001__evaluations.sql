create table evaluations (
    turn_id      uuid        primary key,
    session_id   uuid        not null,
    agent        text,
    route        text,
    model        text,
    scores       jsonb       not null,
    flags        text[]      not null,
    trace_id     text,
    completed_at timestamptz not null,
    evaluated_at timestamptz not null
);

create index evaluations_by_session on evaluations (session_id, completed_at);
create index evaluations_by_time on evaluations (completed_at);
