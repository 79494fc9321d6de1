using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Record;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;
using StackExchange.Redis;
using Switchboard.Testing;

[assembly: AssemblyFixture(typeof(Services.Conversations.Tests.StoresHost))]

namespace Services.Conversations.Tests;

/// <summary>The stores as a service has them, on real servers.</summary>
public sealed class StoresHost : IAsyncLifetime
{
    private readonly StoresFixture _servers = new();
    private WebApplication? _app;

    internal ISessionStore Sessions => App.Services.GetRequiredService<ISessionStore>();

    internal IMessageStore Messages => App.Services.GetRequiredService<IMessageStore>();

    internal IConversationRecord Record => App.Services.GetRequiredService<IConversationRecord>();

    internal IPersonalDataVault Vault => App.Services.GetRequiredService<IPersonalDataVault>();

    internal NpgsqlDataSource Database => App.Services.GetRequiredService<NpgsqlDataSource>();

    internal ISessionEventLog Log => App.Services.GetRequiredService<ISessionEventLog>();

    internal IConnectionMultiplexer Redis => App.Services.GetRequiredService<IConnectionMultiplexer>();

    internal InfrastructureFixture Servers => _servers;

    internal string RedisConnectionString => _servers.RedisConnectionString;

    private WebApplication App => _app ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync()
    {
        await _servers.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:redis"] = _servers.RedisConnectionString + ",allowAdmin=true",
                ["ConnectionStrings:switchboard"] = _servers.PostgresConnectionString,
                ["Conversations:EventLog:Capacity"] = "200",
                ["Conversations:Vault:Key"] = "a-vault-key-for-tests-of-32-bytes",
            }
        );
        builder.AddPlatformRedis("redis");
        builder.AddNpgsqlDataSource("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.Services.AddConversations();
        builder.Services.AddPersonalDataVault();
        _app = builder.Build();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _servers.DisposeAsync();
    }

    /// <summary>An empty database of the caller's own.</summary>
    public Task<string> CreateDatabaseAsync() => _servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>A session without events, whose numbers begin with 1.</summary>
    public SessionId BeginLog()
    {
        var session = SessionId.New();
        Log.Begin(session);
        return session;
    }
}
