using Services.Evals.Cli;
using Services.Evals.Runtime;

if (EvaluationCommand.Handles(args))
{
    return await EvaluationCommand.InvokeAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRuntimeEvaluation();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
return 0;
