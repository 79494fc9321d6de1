-- What each service may do with conversations. The gateway and the orchestrator keep them; the agents enter what their tools have done,
-- learn whether a turn has ended, ask for a person, and read contact data; evaluations add scores to replies. Each erases its own part.
do $$
declare
    keeper text;
begin
    foreach keeper in array array['switchboard_gateway', 'switchboard_orchestrator'] loop
        if to_regrole(keeper) is not null then
            execute format('grant usage on schema conversations to %I', keeper);
            execute format('grant select, insert, update, delete on all tables in schema conversations to %I', keeper);
            execute format('revoke insert, update, delete on conversations.changelog from %I', keeper);
        end if;
    end loop;

    if to_regrole('switchboard_agents') is not null then
        grant usage on schema conversations to switchboard_agents;
        revoke all on all tables in schema conversations from switchboard_agents;
        grant select on conversations.turn_ends to switchboard_agents;
        grant select, insert, update (place) on conversations.tool_calls to switchboard_agents;
        grant select (id, status, responder, responder_id, responder_name, responder_since),
              update (responder, responder_id, responder_name, responder_since) on conversations.sessions to switchboard_agents;
        grant insert on conversations.handovers to switchboard_agents;
        grant select on conversations.vault, conversations.vault_keys, conversations.erasures to switchboard_agents;
        grant select, insert on conversations.erasure_steps to switchboard_agents;
    end if;

    if to_regrole('switchboard_evals') is not null then
        grant usage on schema conversations to switchboard_evals;
        revoke all on all tables in schema conversations from switchboard_evals;
        grant select, update (metadata) on conversations.messages to switchboard_evals;
        grant select on conversations.erasures to switchboard_evals;
        grant select, insert on conversations.erasure_steps to switchboard_evals;
    end if;
end
$$;
