using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;
using Services.Conversations.EventLog;

namespace Services.Gateway.Metrics;

/// <summary>What the gateway measures.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter meter = new(ActivitySources.Gateway);
    private readonly TimeProvider time;
    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> messages;
    private readonly Counter<long> deliveries;
    private readonly Counter<long> drops;
    private readonly Counter<long> rateLimited;
    private readonly Counter<long> errors;
    private readonly Histogram<double> ackLatency;
    private readonly Histogram<double> deliveryLag;

    public GatewayMetrics(TimeProvider time)
    {
        this.time = time;
        connections = meter.CreateUpDownCounter<long>("switchboard.gateway.connections", "{connection}", "Open client connections.");
        messages = meter.CreateCounter<long>("switchboard.gateway.messages", "{message}", "Messages that were acknowledged.");
        deliveries = meter.CreateCounter<long>("switchboard.gateway.deliveries", "{event}", "Events handed to connections.");
        drops = meter.CreateCounter<long>("switchboard.gateway.drops", "{connection}", "Connections that the gateway ended, by reason.");
        rateLimited = meter.CreateCounter<long>("switchboard.gateway.rate_limited", "{request}", "Refusals by a rate limit.");
        errors = meter.CreateCounter<long>("switchboard.gateway.errors", "{error}", "Errors told to clients, by code.");
        ackLatency = meter.CreateHistogram<double>("switchboard.gateway.ack.duration", "s", "From the receipt of a message to its acknowledgement.");
        deliveryLag = meter.CreateHistogram<double>("switchboard.gateway.delivery.lag", "s", "From the making of an event to its hand-over to connections.");
    }

    public void Connected(string transport) => connections.Add(1, new KeyValuePair<string, object?>("transport", transport));

    public void Disconnected(string transport) => connections.Add(-1, new KeyValuePair<string, object?>("transport", transport));

    public void Dropped(string reason) => drops.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RateLimited(string what) => rateLimited.Add(1, new KeyValuePair<string, object?>("limit", what));

    public void Failed(string code) => errors.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Acknowledged(TimeSpan latency)
    {
        messages.Add(1);
        ackLatency.Record(latency.TotalSeconds);
    }

    public void Delivered(LogEntry entry, int receivers)
    {
        if (receivers == 0)
        {
            return;
        }

        deliveries.Add(receivers, new KeyValuePair<string, object?>("event", entry.Name));
        if (deliveryLag.Enabled && PayloadTimestamp.Read(entry.Payload.Span) is { } made)
        {
            deliveryLag.Record(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - made) / 1000d);
        }
    }

    public void Dispose() => meter.Dispose();
}
