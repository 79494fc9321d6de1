using Aspire.RabbitMQ.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a service to RabbitMQ.</summary>
public static class AspireRabbitMQExtensions
{
    /// <summary>
    /// Registers <see cref="IConnectionFactory"/> and <see cref="IConnection"/> for the connection string of that name, with a health
    /// check. The connection is made when it is first asked for, and recovers by itself afterwards.
    /// </summary>
    public static void AddRabbitMQClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<RabbitMQClientSettings>? configureSettings = null,
        Action<ConnectionFactory>? configureConnectionFactory = null)
    {
        var settings = new RabbitMQClientSettings { ConnectionString = builder.Configuration.GetConnectionString(connectionName) };
        builder.Configuration.GetSection("Aspire:RabbitMQ:Client").Bind(settings);
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionFactory>(_ =>
        {
            if (!Uri.TryCreate(settings.ConnectionString, UriKind.Absolute, out var uri))
            {
                throw new InvalidOperationException($"ConnectionStrings:{connectionName} is missing or no AMQP URI: it names the RabbitMQ broker.");
            }

            var factory = new ConnectionFactory { Uri = uri, ClientProvidedName = builder.Environment.ApplicationName };
            configureConnectionFactory?.Invoke(factory);
            return factory;
        });
        builder.Services.AddSingleton(services => Connect(services.GetRequiredService<IConnectionFactory>(), settings.MaxConnectRetryCount));

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("RabbitMQ.Client.*"));
        }

        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddCheck<RabbitMQHealthCheck>($"RabbitMQ_{connectionName}");
        }
    }

    // The container resolves synchronously and the client connects asynchronously only; the package that is stood in for blocks here as well.
    private static IConnection Connect(IConnectionFactory factory, int retries)
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = Math.Max(1, retries),
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(10),
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<BrokerUnreachableException>(),
            })
            .Build();
        return Task.Run(async () => await pipeline.ExecuteAsync(async token => await factory.CreateConnectionAsync(token))).GetAwaiter().GetResult();
    }
}
