using Services.Conversations;
using Services.Messaging;
using Services.Orchestrator;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRedisClient("redis");
builder.AddRabbitMQClient("rabbitmq", settings => settings.DisableTracing = true);
builder.AddNpgsqlDataSource("switchboard");
builder.AddNpgsqlMigrations(ConversationsRegistration.Schema, ConversationsRegistration.MigrationAssembly, ConversationsRegistration.MigrationPrefix);
builder.AddNpgsqlMigrations("orchestrator", typeof(Program).Assembly, "Services.Orchestrator.Migrations.");

builder.Services.AddConversations();
builder.Services.AddMessaging();
builder.Services.AddTurnGraph();
builder.Services.AddTurnWorkers();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
