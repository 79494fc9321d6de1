-- A resumed turn goes on from exactly what was there, to the order of a tool result's members; jsonb would sort them.
alter table checkpoints alter column state type json using state::text::json;
alter table approvals
    alter column call type json using call::text::json,
    alter column transcript type json using transcript::text::json;
