using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using StackExchange.Redis;
using Switchboard.Testing;

[assembly: AssemblyFixture(typeof(Services.Conversations.Tests.StoresHost))]

namespace Services.Conversations.Tests;

/// <summary>The stores as a service has them, on real servers.</summary>
public sealed class StoresHost : IAsyncLifetime
{
    private readonly StoresFixture servers = new();
    private WebApplication? app;

    internal ISessionStore Sessions => App.Services.GetRequiredService<ISessionStore>();

    internal IMessageStore Messages => App.Services.GetRequiredService<IMessageStore>();

    internal ISessionEventLog Log => App.Services.GetRequiredService<ISessionEventLog>();

    internal IConnectionMultiplexer Redis => App.Services.GetRequiredService<IConnectionMultiplexer>();

    private WebApplication App => app ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = servers.RedisConnectionString + ",allowAdmin=true",
            ["ConnectionStrings:switchboard"] = servers.PostgresConnectionString,
            ["Conversations:EventLog:Capacity"] = "200",
        });
        builder.AddRedisClient("redis");
        builder.AddNpgsqlDataSource("switchboard");
        builder.AddNpgsqlMigrations(ConversationsRegistration.Schema, ConversationsRegistration.MigrationAssembly, ConversationsRegistration.MigrationPrefix);
        builder.Services.AddConversations();
        app = builder.Build();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        await servers.DisposeAsync();
    }
}
