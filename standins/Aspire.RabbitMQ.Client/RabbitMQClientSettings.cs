namespace Aspire.RabbitMQ.Client;

/// <summary>Settings of the RabbitMQ client, section <c>Aspire:RabbitMQ:Client</c>.</summary>
public sealed class RabbitMQClientSettings
{
    /// <summary>An AMQP URI, <c>amqp://user:password@host:port</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How often the first connection is tried again; 5 by default.</summary>
    public int MaxConnectRetryCount { get; set; } = 5;

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves the client's own activities out of the traces.</summary>
    public bool DisableTracing { get; set; }
}
