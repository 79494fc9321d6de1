-- When an order was placed, sent and handed over, as far as its source says so; ordered_at stays the day that reports count it on.
alter table orders
  add column placed_at    timestamptz,
  add column shipped_at   timestamptz,
  add column delivered_at timestamptz;

-- A ticket about danger to people is read before all others.
alter table tickets drop constraint tickets_priority_check;
alter table tickets add constraint tickets_priority_check check (priority in ('low', 'normal', 'high', 'urgent'));
