-- The shop: products, users and orders in the shape of the retail domain. Columns hold what is searched and locked by, jsonb what is nested.
create table products (
  product_id text primary key,
  name       text not null,
  variants   jsonb not null
);
create index products_variants on products using gin (variants);

create table users (
  user_id         text primary key,
  first_name      text not null,
  last_name       text not null,
  email           text not null,
  zip             text not null,
  address         jsonb not null,
  payment_methods jsonb not null,
  orders          text[] not null
);
create index users_email on users (lower(email));
create index users_name_zip on users (lower(last_name), lower(first_name), zip);

-- ordered_at is the shop's own and no part of the exchanged shape; changes holds what cancellations, returns and exchanges add.
create table orders (
  order_id        text primary key,
  user_id         text not null references users,
  status          text not null,
  address         jsonb not null,
  items           jsonb not null,
  fulfillments    jsonb not null,
  payment_history jsonb not null,
  changes         jsonb not null default '{}',
  ordered_at      timestamptz not null
);
create index orders_user on orders (user_id);
create index orders_ordered_at on orders (ordered_at);

create sequence ticket_numbers start 10001;
create table tickets (
  ticket_id   text primary key default 'T-' || nextval('agents.ticket_numbers'),
  user_id     text not null references users,
  order_id    text references orders,
  subject     text not null,
  description text not null,
  status      text not null check (status in ('open', 'waiting', 'resolved', 'closed')),
  priority    text not null check (priority in ('low', 'normal', 'high')),
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);
create index tickets_user on tickets (user_id, updated_at desc);

create table ticket_comments (
  comment_id bigint generated always as identity primary key,
  ticket_id  text not null references tickets,
  author     text not null,
  body       text not null,
  created_at timestamptz not null
);
create index ticket_comments_ticket on ticket_comments (ticket_id, comment_id);

-- Sessions that wait for a person; a session waits once.
create table human_queue (
  session_id uuid primary key,
  user_id    text not null,
  summary    text not null,
  status     text not null default 'waiting' check (status in ('waiting', 'taken', 'closed')),
  queued_at  timestamptz not null
);
create index human_queue_waiting on human_queue (queued_at) where status = 'waiting';

-- What a write tool returned the first time; written in the transaction of its effect. result is null only inside that transaction.
create table tool_executions (
  scope          text not null,
  tool           text not null,
  arguments_hash text not null,
  arguments      jsonb not null,
  result         jsonb,
  executed_at    timestamptz not null,
  primary key (scope, tool, arguments_hash)
);
