-- The shop: products, users and orders in the shape of the retail domain. Columns hold what is searched and locked by, jsonb what is nested.
CREATE TABLE products (
  product_id text PRIMARY KEY,
  name       text NOT NULL,
  variants   jsonb NOT NULL
);
CREATE INDEX products_variants ON products USING gin (variants);

CREATE TABLE users (
  user_id         text PRIMARY KEY,
  first_name      text NOT NULL,
  last_name       text NOT NULL,
  email           text NOT NULL,
  zip             text NOT NULL,
  address         jsonb NOT NULL,
  payment_methods jsonb NOT NULL,
  orders          text[] NOT NULL
);
CREATE INDEX users_email ON users (lower(email));
CREATE INDEX users_name_zip ON users (lower(last_name), lower(first_name), zip);

-- ordered_at is the shop's own and no part of the exchanged shape; changes holds what cancellations, returns and exchanges add.
CREATE TABLE orders (
  order_id        text PRIMARY KEY,
  user_id         text NOT NULL REFERENCES users,
  status          text NOT NULL,
  address         jsonb NOT NULL,
  items           jsonb NOT NULL,
  fulfillments    jsonb NOT NULL,
  payment_history jsonb NOT NULL,
  changes         jsonb NOT NULL DEFAULT '{}',
  ordered_at      timestamptz NOT NULL
);
CREATE INDEX orders_user ON orders (user_id);
CREATE INDEX orders_ordered_at ON orders (ordered_at);

CREATE SEQUENCE ticket_numbers START 10001;
CREATE TABLE tickets (
  ticket_id   text PRIMARY KEY DEFAULT 'T-' || nextval('agents.ticket_numbers'),
  user_id     text NOT NULL REFERENCES users,
  order_id    text REFERENCES orders,
  subject     text NOT NULL,
  description text NOT NULL,
  status      text NOT NULL CHECK (status IN ('open', 'waiting', 'resolved', 'closed')),
  priority    text NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL
);
CREATE INDEX tickets_user ON tickets (user_id, updated_at DESC);

CREATE TABLE ticket_comments (
  comment_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id  text NOT NULL REFERENCES tickets,
  author     text NOT NULL,
  body       text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX ticket_comments_ticket ON ticket_comments (ticket_id, comment_id);

-- Sessions that wait for a person; a session waits once.
CREATE TABLE human_queue (
  session_id uuid PRIMARY KEY,
  user_id    text NOT NULL,
  summary    text NOT NULL,
  status     text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'taken', 'closed')),
  queued_at  timestamptz NOT NULL
);
CREATE INDEX human_queue_waiting ON human_queue (queued_at) WHERE status = 'waiting';

-- What a write tool returned the first time; written in the transaction of its effect. result is null only inside that transaction.
CREATE TABLE tool_executions (
  scope          text NOT NULL,
  tool           text NOT NULL,
  arguments_hash text NOT NULL,
  arguments      jsonb NOT NULL,
  result         jsonb,
  executed_at    timestamptz NOT NULL,
  PRIMARY KEY (scope, tool, arguments_hash)
);
