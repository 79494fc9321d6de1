-- Nobody else may do anything here.
do $$
begin
    if to_regrole('switchboard_orchestrator') is not null then
        grant usage on schema orchestrator to switchboard_orchestrator;
        grant select, insert, update, delete on all tables in schema orchestrator to switchboard_orchestrator;
        grant usage on all sequences in schema orchestrator to switchboard_orchestrator;
        revoke insert, update, delete on orchestrator.changelog from switchboard_orchestrator;
    end if;
end
$$;
