-- Nobody else may do anything here.
do $$
begin
    if to_regrole('switchboard_evals') is not null then
        grant usage on schema evals to switchboard_evals;
        grant select, insert, update, delete on all tables in schema evals to switchboard_evals;
        grant usage on all sequences in schema evals to switchboard_evals;
        revoke insert, update, delete on evals.changelog from switchboard_evals;
    end if;
end
$$;
