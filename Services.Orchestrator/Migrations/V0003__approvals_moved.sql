-- The conversation's schema has them.
drop table if exists approvals;
