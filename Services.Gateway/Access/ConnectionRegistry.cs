using Services.Contracts.Access;
using Services.Gateway.Metrics;

namespace Services.Gateway.Access;

/// <summary>Who is connected to this gateway, over which transports. Thread-safe.</summary>
internal sealed class ConnectionRegistry(GatewayMetrics metrics)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> byUser = new(StringComparer.Ordinal);
    private int connections;

    public int Connections
    {
        get
        {
            lock (gate)
            {
                return connections;
            }
        }
    }

    public int Users
    {
        get
        {
            lock (gate)
            {
                return byUser.Count;
            }
        }
    }

    public void Add(Caller caller, string transport)
    {
        lock (gate)
        {
            connections++;
            byUser[caller.UserId] = byUser.GetValueOrDefault(caller.UserId) + 1;
        }

        metrics.Connected(transport);
    }

    public void Remove(Caller caller, string transport)
    {
        lock (gate)
        {
            connections--;
            if (--byUser[caller.UserId] == 0)
            {
                byUser.Remove(caller.UserId);
            }
        }

        metrics.Disconnected(transport);
    }
}
