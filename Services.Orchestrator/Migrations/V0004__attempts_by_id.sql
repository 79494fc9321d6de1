-- The attempt that counted last. Whoever begins the same attempt again, because an outage cut it short, does not count it again.
alter table turns add column attempt_id uuid;
