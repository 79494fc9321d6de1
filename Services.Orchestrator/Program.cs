using Services.Orchestrator;
using Services.Orchestrator.Operations;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrchestrator();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapOrchestratorOperations();
app.Run();
