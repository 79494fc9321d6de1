using System.Runtime.InteropServices;
using Services.Contracts.Access;
using Services.Gateway.Metrics;

namespace Services.Gateway.Access;

/// <summary>Who is signed in at this gateway, over which transports. Thread-safe.</summary>
internal sealed class ConnectionRegistry(GatewayMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);
    private int _connections;

    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections;
            }
        }
    }

    public int Users
    {
        get
        {
            lock (_gate)
            {
                return _byUser.Count;
            }
        }
    }

    /// <summary>Open connections of a user.</summary>
    public int CountOf(string userId)
    {
        lock (_gate)
        {
            return _byUser.GetValueOrDefault(userId);
        }
    }

    public void Add(Caller caller, string transport)
    {
        lock (_gate)
        {
            _connections++;
            CollectionsMarshal.GetValueRefOrAddDefault(_byUser, caller.UserId, out _)++;
        }

        metrics.Connected(transport);
    }

    public void Remove(Caller caller, string transport)
    {
        lock (_gate)
        {
            _connections--;
            if (--_byUser[caller.UserId] == 0)
            {
                _byUser.Remove(caller.UserId);
            }
        }

        metrics.Disconnected(transport);
    }
}
