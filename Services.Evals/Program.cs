using Services.Evals;
using Services.Evals.Cli;

if (EvaluationCommand.Handles(args))
{
    return await EvaluationCommand.InvokeAsync(args);
}

EvalsHost.Create(args).Run();
return 0;
