-- Nobody else may do anything here.
do $$
begin
    if to_regrole('switchboard_agents') is not null then
        grant usage on schema agents to switchboard_agents;
        grant select, insert, update, delete, truncate on all tables in schema agents to switchboard_agents;
        grant usage on all sequences in schema agents to switchboard_agents;
        revoke insert, update, delete, truncate on agents.changelog from switchboard_agents;
    end if;
end
$$;
