namespace Chaos.Faults;

/// <summary>The broker's memory alarm: whoever publishes waits.</summary>
internal sealed record BrokerFull(TimeSpan Duration) : Fault("full", Target.RabbitMq, Duration)
{
    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        try
        {
            await platform.Broker.RunAsync("set_vm_memory_high_watermark", "absolute", "1MB");
            await LastAsync(cancellationToken);
        }
        finally
        {
            await platform.Broker.RunAsync("set_vm_memory_high_watermark", "0.4");
        }
    }
}

/// <summary>The broker ends all connections and takes no other.</summary>
internal sealed record BrokerRefusal(TimeSpan Duration) : Fault("refuse", Target.RabbitMq, Duration)
{
    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        try
        {
            await platform.Broker.RunAsync("suspend_listeners");
            await platform.Broker.RunAsync("close_all_connections", "chaos");
            await LastAsync(cancellationToken);
        }
        finally
        {
            await platform.Broker.RunAsync("resume_listeners");
        }
    }
}
