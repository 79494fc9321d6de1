-- Sessions were named after the words of their first message as they were typed. The record has those words without personal data: a session
-- without a topic is named after it. Topics that a client gave are kept, unless they hold what may be a number or an address of a person.
update sessions set topic = ''
where room is null and topic <> '' and (
    topic ~ '@|[0-9]([ .-]?[0-9]){5}'
    or exists (
        select from messages
        where session_id = sessions.id and role = 'user' and starts_with(ltrim(content), left(topic, 8))));
