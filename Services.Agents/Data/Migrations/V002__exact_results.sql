-- A repeat returns what the first call did, to the order of its members; jsonb would sort them.
alter table tool_executions alter column result type json using result::text::json;
