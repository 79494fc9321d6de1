using Aspire.Hosting.ApplicationModel;
using RabbitMQ.Client;

namespace LocalAspire.Health;

/// <summary>Keeps one connection and makes another when it is lost.</summary>
internal sealed class RabbitMqHealthProbe(RabbitMQServerResource resource) : IHealthProbe
{
    private IConnection? _connection;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true })
        {
            return;
        }

        await DisposeAsync();
        var address = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
        var factory = new ConnectionFactory
        {
            Uri = new Uri(address!),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "health check",
            RequestedConnectionTimeout = TimeSpan.FromSeconds(2),
        };
        _connection = await factory.CreateConnectionAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            connection.Dispose();
        }

        await ValueTask.CompletedTask;
    }
}
