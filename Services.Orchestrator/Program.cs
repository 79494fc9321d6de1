using Services.Orchestrator;

var builder = WebApplication.CreateBuilder(args);
builder.AddOrchestrator();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
