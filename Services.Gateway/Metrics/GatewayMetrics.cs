using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;
using Services.Conversations.EventLog;

namespace Services.Gateway.Metrics;

/// <summary>What the gateway measures.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter = new(ActivitySources.Gateway);
    private readonly TimeProvider _time;
    private readonly UpDownCounter<long> _connections;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _rateLimited;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _idleSessions;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _recoveries;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _forwarded;
    private readonly Histogram<double> _ackLatency;
    private readonly Histogram<double> _deliveryLag;
    private readonly MinuteCount _lastMinute;
    private long _connectionsEver;

    public GatewayMetrics(TimeProvider time)
    {
        _time = time;
        _lastMinute = new MinuteCount(time);
        _connections = _meter.CreateUpDownCounter<long>("switchboard.gateway.connections", "{connection}", "Open client connections.");
        _opened = _meter.CreateCounter<long>("switchboard.gateway.connections.opened", "{connection}", "Connections that were opened.");
        _messages = _meter.CreateCounter<long>("switchboard.gateway.messages", "{message}", "Messages that were acknowledged.");
        _deliveries = _meter.CreateCounter<long>("switchboard.gateway.deliveries", "{event}", "Events handed to connections.");
        _drops = _meter.CreateCounter<long>("switchboard.gateway.drops", "{connection}", "Connections that the gateway ended, by reason.");
        _rateLimited = _meter.CreateCounter<long>("switchboard.gateway.rate_limited", "{request}", "Refusals by a rate limit.");
        _errors = _meter.CreateCounter<long>("switchboard.gateway.errors", "{error}", "Errors told to clients, by code.");
        _idleSessions = _meter.CreateCounter<long>(
            "switchboard.gateway.idle_sessions",
            "{session}",
            "Sessions that were ended because nobody used them."
        );
        _recoveries = _meter.CreateCounter<long>(
            "switchboard.gateway.recoveries",
            "{connection}",
            "Clients that came back with an earlier socket's id, by outcome."
        );
        _gaps = _meter.CreateCounter<long>(
            "switchboard.gateway.gaps",
            "{gap}",
            "Places where a log no longer had the events that somebody was to get."
        );
        _forwarded = _meter.CreateCounter<long>(
            "switchboard.gateway.forwarded",
            "{request}",
            "Requests passed on to the gateway that has their session."
        );
        _calls = _meter.CreateCounter<long>("switchboard.gateway.call_messages", "{message}", "Messages of calls that were relayed.");
        _ackLatency = _meter.CreateHistogram<double>(
            "switchboard.gateway.ack.duration",
            "s",
            "From the receipt of a message to its acknowledgement."
        );
        _deliveryLag = _meter.CreateHistogram<double>(
            "switchboard.gateway.delivery.lag",
            "s",
            "From the making of an event to its hand-over to connections."
        );
    }

    /// <summary>Connections since the start.</summary>
    public long ConnectionsEver => Interlocked.Read(ref _connectionsEver);

    /// <summary>Messages that were acknowledged in the last minute.</summary>
    public long MessagesPerMinute => _lastMinute.Read();

    public void Connected(string transport)
    {
        Interlocked.Increment(ref _connectionsEver);
        _connections.Add(1, new KeyValuePair<string, object?>("transport", transport));
        _opened.Add(1, new KeyValuePair<string, object?>("transport", transport));
    }

    public void Disconnected(string transport) => _connections.Add(-1, new KeyValuePair<string, object?>("transport", transport));

    public void Dropped(string reason) => _drops.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void RateLimited(string what) => _rateLimited.Add(1, new KeyValuePair<string, object?>("limit", what));

    public void RecoveryDecided(string outcome) => _recoveries.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void RecordGap() => _gaps.Add(1);

    public void CallRelayed(string @event) => _calls.Add(1, new KeyValuePair<string, object?>("event", @event));

    public void EndedIdle(int sessions) => _idleSessions.Add(sessions);

    public void Forwarded(string transport) => _forwarded.Add(1, new KeyValuePair<string, object?>("transport", transport));

    public void Failed(string code) => _errors.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Acknowledged(TimeSpan latency)
    {
        _lastMinute.Add();
        _messages.Add(1);
        _ackLatency.Record(latency.TotalSeconds);
    }

    public void Delivered(LogEntry entry, int receivers)
    {
        if (receivers == 0)
        {
            return;
        }

        _deliveries.Add(receivers, new KeyValuePair<string, object?>("event", entry.Name));
        if (_deliveryLag.Enabled && PayloadTimestamp.Read(entry.Payload.Span) is { } made)
        {
            _deliveryLag.Record(Math.Max(0, _time.GetUtcNow().ToUnixTimeMilliseconds() - made) / 1000d);
        }
    }

    public void Dispose() => _meter.Dispose();
}
