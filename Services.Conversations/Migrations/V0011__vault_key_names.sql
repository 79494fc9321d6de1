-- Which of the platform's secrets a session's key is wrapped with, so that those of an old one can be found; null is not known yet.
alter table vault_keys add column wrapped_with text;
