using System.Net;
using System.Runtime.InteropServices;
using Services.Contracts.Access;
using Services.Gateway.Metrics;

namespace Services.Gateway.Access;

/// <summary>Who is connected to this gateway, over which transports. Thread-safe.</summary>
internal sealed class ConnectionRegistry(GatewayMetrics metrics)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byUser = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, int> _byAddress = [];
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
    public int CountOf(Caller caller)
    {
        lock (_gate)
        {
            return _byUser.GetValueOrDefault(caller.UserId);
        }
    }

    /// <summary>Open connections from an address.</summary>
    public int CountOf(IPAddress address)
    {
        lock (_gate)
        {
            return _byAddress.GetValueOrDefault(address);
        }
    }

    public void Add(Caller caller, IPAddress? address, string transport)
    {
        lock (_gate)
        {
            _connections++;
            CollectionsMarshal.GetValueRefOrAddDefault(_byUser, caller.UserId, out _)++;
            if (address is not null)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _)++;
            }
        }

        metrics.Connected(transport);
    }

    public void Remove(Caller caller, IPAddress? address, string transport)
    {
        lock (_gate)
        {
            _connections--;
            if (--_byUser[caller.UserId] == 0)
            {
                _byUser.Remove(caller.UserId);
            }

            if (address is not null && --_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }

        metrics.Disconnected(transport);
    }
}
