using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Services.Messaging.Broker;
using Services.Messaging.Consuming;
using Services.Messaging.Publishing;
using Switchboard.Testing;

[assembly: AssemblyFixture(typeof(Services.Messaging.Tests.BrokerHost))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Services.Messaging.Tests;

/// <summary>The broker's seams as a service has them, on a real broker.</summary>
public sealed class BrokerHost : IAsyncLifetime
{
    private readonly RabbitMqFixture _servers = new();
    private WebApplication? _app;

    internal ITurnPublisher Publisher => Get<ITurnPublisher>();

    internal ConfirmedPublisher Confirmed => Get<ConfirmedPublisher>();

    internal QueueSubscriptionFactory Subscriptions => Get<QueueSubscriptionFactory>();

    internal IConnection Connection => Get<IConnection>();

    public async ValueTask InitializeAsync()
    {
        await _servers.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ConnectionStrings:rabbitmq"] = _servers.RabbitMqConnectionString,
                ["Messaging:ReconnectDelay"] = "00:00:00.050",
                ["Messaging:RetryDelay"] = "00:00:00.010",
                ["Messaging:OutagePause"] = "00:00:00.010",
                ["Messaging:DrainTimeout"] = "00:00:01",
                ["Messaging:MaxAttempts"] = "3",
            }
        );
        builder.AddPlatformBroker("rabbitmq");
        builder.Services.AddMessaging();
        _app = builder.Build();
        await _app.StartAsync();
        await Get<BrokerTopology>().EnsureAsync(Connection, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _servers.DisposeAsync();
    }

    internal T Get<T>()
        where T : notnull =>
        (_app ?? throw new InvalidOperationException("The fixture is not initialised.")).Services.GetRequiredService<T>();

    /// <summary>Takes the next message of a queue that nobody consumes.</summary>
    internal async Task<BasicGetResult> TakeAsync(string queue)
    {
        await using var channel = await Connection.CreateChannelAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true, timeout.Token) is { } message)
            {
                return message;
            }

            await Task.Delay(20, timeout.Token);
        }
    }

    /// <summary>Takes the next message of a queue that only consumers may read.</summary>
    internal async Task<BasicDeliverEventArgs> ConsumeAsync(string queue)
    {
        await using var channel = await Connection.CreateChannelAsync();
        var received = new TaskCompletionSource<BasicDeliverEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, e) =>
        {
            received.TrySetResult(
                new BasicDeliverEventArgs(
                    e.ConsumerTag,
                    e.DeliveryTag,
                    e.Redelivered,
                    e.Exchange,
                    e.RoutingKey,
                    e.BasicProperties,
                    e.Body.ToArray()
                )
            );
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return await received.Task.WaitAsync(TimeSpan.FromSeconds(15));
    }

    /// <summary>Has the broker close every connection, as an operator or a failing node would.</summary>
    internal async Task CloseConnectionsAsync()
    {
        var uri = new Uri(_servers.RabbitMqConnectionString);
        using var http = new HttpClient { BaseAddress = _servers.RabbitMqManagement };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)))
        );
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var closed = 0;
        while (closed == 0)
        {
            using var list = JsonDocument.Parse(await http.GetStringAsync("api/connections", timeout.Token));
            foreach (var name in list.RootElement.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!))
            {
                using var response = await http.DeleteAsync($"api/connections/{Uri.EscapeDataString(name)}", timeout.Token);
                if (response.IsSuccessStatusCode)
                {
                    closed++;
                }
            }

            await Task.Delay(100, timeout.Token);
        }
    }

    /// <summary>A quorum queue of the test's own, reached through the default exchange.</summary>
    internal async Task<string> QueueAsync(bool singleActiveConsumer = false)
    {
        var name = $"test.{Guid.NewGuid():N}";
        await using var channel = await Connection.CreateChannelAsync();
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        if (singleActiveConsumer)
        {
            arguments["x-single-active-consumer"] = true;
        }

        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments: arguments);
        return name;
    }

    internal Task SendAsync(string queue, string text) =>
        Confirmed.PublishAsync(
            new OutgoingMessage
            {
                Exchange = "",
                RoutingKey = queue,
                MessageId = text,
                Body = Encoding.UTF8.GetBytes(text),
            },
            CancellationToken.None
        );
}
