using System.Globalization;

var builder = DistributedApplication.CreateBuilder(args);

// Stores and broker
var redis = builder.AddRedis("redis").WithDataVolume();
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume().WithManagementPlugin(port: 15672);
var postgres = builder.AddPostgres("postgres").WithDataVolume();
var switchboard = postgres.AddDatabase("switchboard");

// What signs the tokens of demo users
var signingKey = builder.AddParameter(
    "auth-signing-key",
    new GenerateParameterDefault { MinLength = 64, Special = false },
    secret: true,
    persist: true
);

// Verdicts on every input and output
var guardrails = builder.AddProject<Projects.Services_Guardrails>("guardrails").WithHttpHealthCheck("/health");

// Specialised agents with their tools on the business data
var agents = builder
    .AddProject<Projects.Services_Agents>("agents")
    .WithReference(switchboard)
    .WaitFor(switchboard)
    .WithReference(guardrails)
    .WaitFor(guardrails)
    .WithHttpHealthCheck("/health");

// The chat worker and the graph; replicas share the partitions
builder
    .AddProject<Projects.Services_Orchestrator>("orchestrator")
    .WithReplicas(2)
    .WithReference(rabbitmq)
    .WaitFor(rabbitmq)
    .WithReference(redis)
    .WaitFor(redis)
    .WithReference(switchboard)
    .WaitFor(switchboard)
    .WithReference(guardrails)
    .WaitFor(guardrails)
    .WithReference(agents)
    .WaitFor(agents)
    .WithHttpHealthCheck("/health");

// Scores every finished turn
builder
    .AddProject<Projects.Services_Evals>("evals")
    .WithReference(rabbitmq)
    .WaitFor(rabbitmq)
    .WithReference(redis)
    .WaitFor(redis)
    .WithReference(switchboard)
    .WaitFor(switchboard)
    .WithReference(guardrails)
    .WithReference(guardrails)
    .WaitFor(guardrails)
    .WithHttpHealthCheck("/health");

// Where clients connect; with --Gateways=2 there are two, and each serves every client
var gateways = int.Parse(builder.Configuration["Gateways"] ?? "1", CultureInfo.InvariantCulture);
var gateway = builder
    .AddProject<Projects.Services_Gateway>("gateway")
    .WithReplicas(gateways)
    .WithReference(rabbitmq)
    .WaitFor(rabbitmq)
    .WithReference(redis)
    .WaitFor(redis)
    .WithReference(switchboard)
    .WaitFor(switchboard)
    .WithReference(agents)
    .WaitFor(agents)
    .WithEnvironment("Auth__SigningKey", signingKey)
    .WithEnvironment("Auth__Issuer", "switchboard")
    .WithEnvironment("Auth__Audience", "switchboard-clients")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health");

if (builder.Configuration["ASPNETCORE_URLS"] is { Length: > 0 } dashboard)
{
    gateway
        .WithEnvironment("Dashboard__Url", dashboard.Split(';')[0])
        .WithEnvironment("Dashboard__BrowserToken", builder.Configuration["AppHost:BrowserToken"]);
}

// The chat in the browser
builder
    .AddViteApp("web", "../web")
    .WithEndpoint("http", endpoint => endpoint.Port = 5173)
    .WithReference(gateway)
    .WaitFor(gateway)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/");

builder.Build().Run();
