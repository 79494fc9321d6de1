using AppHost;
using AppHost.Local;
using AppHost.Monitoring;
using AppHost.Operations;
using AppHost.Peers;
using AppHost.Stores;
using AppHost.Supervision;
using Microsoft.Extensions.DependencyInjection;

var builder = DistributedApplication.CreateBuilder(args);
var settings = new PlatformSettings(builder.Configuration, builder.AppHostDirectory);
var local = new LocalState(settings.DataFolder, settings.IsIsolated);
var storeKind = StoreKinds.Choose(settings);
DashboardAddresses.Configure(builder.Configuration, local);
builder.Services.AddLogging(StartupLog.WithoutLoginLink);
if (storeKind == StoreKind.Process)
{
    builder.Services.AddLogging(StartupLog.WithoutContainerWarnings);
}

builder.AddCrashRestarts();
builder.AddOrderlyStop();
builder.AddOrchestratorWatch();

// Stores and broker
var stores = new PlatformStores(builder, storeKind, local);
var redis = stores.AddRedis("redis");
var rabbitmq = stores.AddRabbitMq("rabbitmq");
var switchboard = stores.AddPostgres("postgres", "switchboard");

// What signs the tokens of demo users
var signingKey = builder.AddSecret("auth-signing-key", local, length: 64);

// What signs operators' requests
var operatorKey = builder.AddOperatorKey(local);

// What personal data of conversations are sealed with
var vaultKey = builder.AddSecret("vault-key", local, length: 64);

// What services sign for each other: those named here ask others
var peers = new PeerKeys(local, "gateway", "orchestrator", "evals");

// Verdicts on every input and output
var guardrails = builder.AddProject<Projects.Services_Guardrails>("guardrails").WithPeers(peers).WithHttpHealthCheck("/health");

// Specialised agents with their tools on the business data
var agents = builder
    .AddProject<Projects.Services_Agents>("agents")
    .WithDependency(switchboard)
    .WithDependency(guardrails)
    .WithEnvironment("Conversations__Vault__Key", vaultKey)
    .WithPeers(peers)
    .WithDemoDataReset(operatorKey)
    .WithHttpHealthCheck("/health");

// The chat worker and the graph; replicas share the partitions
var orchestrator = builder
    .AddProject<Projects.Services_Orchestrator>("orchestrator")
    .WithReplicas(2)
    .WithDependency(rabbitmq)
    .WithDependency(redis)
    .WithDependency(switchboard)
    .WithDependency(guardrails)
    .WithDependency(agents)
    .WithPeers(peers)
    .WithDraining(operatorKey)
    .WithHttpHealthCheck("/health");
rabbitmq.WithDeadLetterReplay(orchestrator);

// Scores every finished turn
builder
    .AddProject<Projects.Services_Evals>("evals")
    .WithDependency(rabbitmq)
    .WithDependency(redis)
    .WithDependency(switchboard)
    .WithDependency(guardrails)
    .WithPeers(peers)
    .WithHttpHealthCheck("/health");

// Where clients connect, and where the page comes from; with --Gateways=2 there are two, and each serves every client
var gateway = builder
    .AddProject<Projects.Services_Gateway>("gateway")
    .WithReplicas(settings.Gateways)
    .WithEndpoint("http", endpoint => endpoint.Port = settings.GatewayPort ?? local.Ports.Choose("gateway", 5080))
    .WithAccess(settings)
    .WithDependency(rabbitmq)
    .WithDependency(redis)
    .WithDependency(switchboard)
    .WithDependency(agents)
    .WithPeers(peers)
    .WithEnvironment("Auth__SigningKey", signingKey)
    .WithEnvironment("Conversations__Vault__Key", vaultKey)
    .WithEnvironment("Page__Root", Path.GetFullPath("../web/dist", builder.AppHostDirectory))
    .WithDashboard()
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health");

// With --Web=dev, the page with hot reload beside the one that the gateway serves
if (settings.HasWebDevelopmentServer)
{
    builder
        .AddExecutable("web", "npm", "../web", "run", "dev")
        .WithHttpEndpoint(port: local.Ports.Choose("web", 5173), env: "PORT")
        .WithDependency(gateway)
        .WithExternalHttpEndpoints()
        .WithHttpHealthCheck("/");
}

// Keeps what the services measure; started in the dashboard, or at once with --Monitoring=true
builder.AddPrometheus("prometheus", storeKind, settings, local);

builder.AddAllowedHosts();
if (settings.IsIsolated)
{
    builder.TakeRandomPorts(local, settings);
}

builder.AddParentWatch();
builder.Build().Run();
