-- What an approval moves, in USD, where that is so much that a member of staff has to approve it as well.
alter table approvals add column staff_amount numeric(14, 2);

-- Approvals that their customer has agreed to and that wait for staff, or did: who decided, when and why. The turn is the one that
-- carries the decision out and tells it to the customer; it is handed to the workers until it has ended.
create table staff_approvals (
    approval_id    uuid        primary key references approvals (approval_id) on delete cascade,
    session_id     uuid        not null,
    turn_id        uuid        not null,
    caller         json        not null,
    amount         numeric(14, 2) not null,
    status         text        not null check (status in ('pending', 'approved', 'declined', 'expired', 'withdrawn')),
    asked_at       timestamptz not null,
    expires_at     timestamptz not null,
    decided_by     text,
    decided_name   text,
    reason         text,
    decided_at     timestamptz,
    handed_over_at timestamptz
);

create index staff_approvals_by_session on staff_approvals (session_id);
create index staff_approvals_pending on staff_approvals (expires_at) where status = 'pending';
create index staff_approvals_decided on staff_approvals (decided_at) where status <> 'pending';
