using Services.Agents.Catalog;
using Services.Agents.Data;
using Services.Agents.Data.Seeding;
using Services.Agents.Demo;
using Services.Agents.Models;
using Services.Agents.Offline;
using Services.Agents.Operations;
using Services.Agents.Routing;
using Services.Agents.Runs;
using Services.Agents.Telemetry;
using Services.Agents.Tools;
using Services.Contracts.Json;
using Services.Contracts.Topology;
using Services.Embeddings;

var builder = WebApplication.CreateBuilder(args);
builder.AddContentMask();
builder.AddServiceDefaults();
builder.AddPeerAuthentication(ServiceNames.Agents);
builder.AddOperators(ServiceNames.Agents);
builder.AddBusinessData();
builder.AddDemoData();
builder.AddTools();
builder.AddModels();
builder.AddEmbeddings();
builder.AddOfflineModel();
builder.AddTriage();
builder.Services.AddSingleton<AgentCatalog>();
builder.Services.AddSingleton<AgentRunner>();
builder.Services.AddProblemDetails();
builder.Services.ConfigureHttpJsonOptions(json =>
{
    json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
    json.SerializerOptions.TypeInfoResolverChain.Insert(1, ModelsJson.Default);
    json.SerializerOptions.TypeInfoResolverChain.Insert(2, DemoJson.Default);
    json.SerializerOptions.TypeInfoResolverChain.Insert(3, OperationsJson.Default);
});

var app = builder.Build();
if (await ArchiveCommands.TryRunAsync(app, args))
{
    return;
}

// A prompt or a model that is wrong stops the service here, not its first run.
app.Services.GetRequiredService<AgentCatalog>();
app.MapDefaultEndpoints();
app.MapRuns();
app.MapModels();
app.MapAgentOperations();
if (app.Environment.IsDevelopment())
{
    app.MapDemo();
}

app.Run();
