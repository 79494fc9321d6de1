-- A client's own id of a message is one among those of its user: two members of a session may count theirs alike.
drop index messages_by_client_id;
create unique index messages_by_client_id on messages (session_id, user_id, client_message_id) where client_message_id is not null;
