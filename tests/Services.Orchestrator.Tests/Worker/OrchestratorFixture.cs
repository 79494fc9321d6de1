using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using Services.Contracts.Turns;
using Services.Conversations;
using Services.Messaging;
using Services.Orchestrator.Operations;
using Switchboard.Testing;
using Switchboard.Testing.Peers;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Real servers, scripted peers, and one worker in this process that most tests share.</summary>
public sealed class OrchestratorFixture : InfrastructureFixture
{
    private ScriptedPeers? _peers;
    private WebApplication? _client;
    private WebApplication? _worker;

    internal ScriptedPeers Peers => _peers ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Stores and publisher as a gateway has them; they outlive workers.</summary>
    internal IServiceProvider Services => _client?.Services ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>What the worker in this process is made of.</summary>
    internal IServiceProvider Worker => _worker?.Services ?? throw new InvalidOperationException("There is no worker.");

    /// <summary>Where it answers over HTTP.</summary>
    internal Uri WorkerAddress => new((_worker ?? throw new InvalidOperationException("There is no worker.")).Urls.First());

    internal NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>The settings of every worker of these tests, in the names of environment variables.</summary>
    internal IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string>(
            TestPeer
                .Orchestrator.Settings.Concat(DatabaseSettings("orchestrator"))
                .Select(setting => KeyValuePair.Create(setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!))
        )
        {
            ["ConnectionStrings__redis"] = RedisConnectionString,
            ["ConnectionStrings__rabbitmq"] = RabbitMqConnectionString,
            ["Orchestrator__Agents__Address"] = Peers.Address.ToString(),
            ["Orchestrator__Agents__RetryDelay"] = "00:00:00.020",
            ["Orchestrator__Agents__LongestRetryDelay"] = "00:00:00.050",
            ["Orchestrator__Guardrails__Address"] = Peers.Address.ToString(),
            ["Orchestrator__Guardrails__RetryDelay"] = "00:00:00.010",
            ["Orchestrator__Guardrails__Patience"] = "00:00:05",
            ["Orchestrator__Turns__RetryDelay"] = "00:00:00.010",
            ["Orchestrator__Turns__MaxAttempts"] = "3",
            ["Orchestrator__Turns__Heartbeat"] = "00:00:00.200",
            ["Orchestrator__Turns__HeartbeatTimeout"] = "00:00:01",
            ["Orchestrator__Turns__SessionPatience"] = "00:00:01",
        };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _peers = await ScriptedPeers.StartAsync();
        _client = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:switchboard", PostgresConnectionString)]);
            builder.AddPlatformRedis("redis");
            builder.AddPlatformBroker("rabbitmq");
            builder.AddNpgsqlDataSource("switchboard");
            builder.Services.AddConversations();
            builder.Services.AddMessaging();
        });
        await _client.StartAsync();
        await StartWorkerAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await StopWorkerAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        if (_peers is not null)
        {
            await _peers.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A worker in this process; settings of its own go before those of all.</summary>
    internal async Task StartWorkerAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        _worker = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings);
            builder.AddOrchestrator();
        });
        _worker.MapOrchestratorOperations();
        await _worker.StartAsync();
    }

    internal async Task StopWorkerAsync()
    {
        if (_worker is null)
        {
            return;
        }

        await _worker.StopAsync();
        await _worker.DisposeAsync();
        _worker = null;
    }

    internal async Task RestartWorkerAsync()
    {
        await StopWorkerAsync();
        await StartWorkerAsync();
    }

    /// <summary>Takes the message of a turn from a queue that no worker consumes, and what is before it.</summary>
    internal async Task<BasicGetResult> TakeAsync(string queue, TurnMessage turn)
    {
        var connection = Services.GetRequiredService<IConnection>();
        await using var channel = await connection.CreateChannelAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true, timeout.Token) is { } message)
            {
                if (message.BasicProperties.MessageId == turn.TurnId.ToString())
                {
                    return message;
                }
            }
            else
            {
                await Task.Delay(25, timeout.Token);
            }
        }
    }

    private WebApplication Build(Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            Settings.Select(entry => KeyValuePair.Create(entry.Key.Replace("__", ":", StringComparison.Ordinal), (string?)entry.Value))
        );
        configure(builder);
        return builder.Build();
    }
}
