-- Personal data of a session, each encrypted with the session's key, and that key wrapped with the platform's. Without the key what stands
-- elsewhere are placeholders.
create table vault_keys (
    session_id uuid        primary key references sessions (id) on delete cascade,
    wrapped    bytea       not null,
    created_at timestamptz not null
);

create table vault (
    session_id  uuid        not null references vault_keys (session_id) on delete cascade,
    placeholder text        not null,
    fingerprint bytea       not null,
    sealed      bytea       not null,
    created_at  timestamptz not null,
    primary key (session_id, placeholder),
    unique (session_id, fingerprint)
);
