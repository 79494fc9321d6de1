-- Sessions that were erased, so that nothing of them is written again and every service takes its own part away. Ids only.
create table erasures (
    session_id   uuid        primary key,
    names        uuid[]      not null,
    requested_at timestamptz not null
);

create index erasures_by_time on erasures (requested_at);

create table erasure_steps (
    session_id uuid        not null references erasures (session_id) on delete cascade,
    store      text        not null,
    done_at    timestamptz not null,
    primary key (session_id, store)
);
