using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace ServiceDefaults.Tests;

public sealed class BrokerRegistrationTests
{
    [Fact]
    public void Connection_ToABrokerThatComesBack_IsTriedWithinASecond()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["ConnectionStrings:rabbitmq"] = "amqp://127.0.0.1:1";
        builder.AddPlatformBroker("rabbitmq");
        using var host = builder.Build();

        var factory = (ConnectionFactory)host.Services.GetRequiredService<IConnectionFactory>();

        Assert.InRange(factory.NetworkRecoveryInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
    }
}
