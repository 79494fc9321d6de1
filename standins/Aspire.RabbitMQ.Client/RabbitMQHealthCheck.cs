using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Aspire.RabbitMQ.Client;

/// <summary>Healthy while the connection is open.</summary>
internal sealed class RabbitMQHealthCheck(IServiceProvider services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = services.GetRequiredService<IConnection>();
            return Task.FromResult(connection.IsOpen
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus, "The connection to RabbitMQ is closed."));
        }
        catch (global::RabbitMQ.Client.Exceptions.BrokerUnreachableException exception)
        {
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, "RabbitMQ cannot be reached.", exception));
        }
    }
}
