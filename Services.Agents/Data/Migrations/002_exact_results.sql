-- A repeat returns what the first call did, to the order of its members; jsonb would sort them.
ALTER TABLE tool_executions ALTER COLUMN result TYPE json USING result::text::json;
