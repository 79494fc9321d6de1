-- Tool calls with their results, each written with the effect it tells of; a turn that has ended takes no more.
create table tool_calls (
    turn_id    uuid        not null,
    call_id    text        not null,
    session_id uuid        not null,
    place      bigint      generated always as identity,
    tool       text        not null,
    arguments  json        not null,
    result     json        not null,
    refusal    text,
    effect     text,
    made_at    timestamptz not null,
    primary key (turn_id, call_id)
);

create index tool_calls_by_session on tool_calls (session_id, place);

create table turn_ends (
    turn_id    uuid        primary key,
    session_id uuid        not null,
    outcome    text        not null,
    ended_at   timestamptz not null
);

create index turn_ends_by_session on turn_ends (session_id);

-- Questions were the orchestrator's own once; who answers them asks for them, too.
do $$
begin
    if to_regclass('orchestrator.approvals') is not null then
        alter table orchestrator.approvals set schema conversations;
    else
        create table approvals (
            approval_id uuid        primary key,
            session_id  uuid        not null,
            turn_id     uuid        not null,
            user_id     text        not null,
            agent       text        not null,
            intent      text,
            call        json        not null,
            statement   text        not null,
            transcript  json        not null,
            status      text        not null default 'pending'
                check (status in ('pending', 'approved', 'rejected', 'expired', 'superseded')),
            resolved_by uuid,
            created_at  timestamptz not null,
            expires_at  timestamptz not null,
            resolved_at timestamptz
        );

        create unique index approvals_pending on approvals (session_id) where status = 'pending';
        create index approvals_expiring on approvals (expires_at) where status = 'pending';
        create index approvals_resolved_by on approvals (resolved_by) where resolved_by is not null;
    end if;
end
$$;

-- The number under which the question stands in the session's log: only what was said after it can answer it.
alter table approvals add column asked_seq bigint;
create index approvals_by_session on approvals (session_id, created_at);
