using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Services.Gateway.SocketIo;

/// <summary>
/// How many connections are open, in all and from each address, and whether there is room for one more. All servers of an application share
/// one; an application takes its own long-lived requests into account by asking it too. Thread-safe; allocates for an address only while it
/// is connected.
/// </summary>
public sealed class ConnectionLimits(IOptions<SocketIoOptions> options)
{
    private readonly int _max = options.Value.MaxConnections;
    private readonly int _maxPerAddress = options.Value.MaxConnectionsPerAddress;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, int> _byNetwork = [];
    private int _connections;

    /// <summary>
    /// Counts a connection if there is room for it. Each that was counted must <see cref="Leave"/> once, with the same address.
    /// </summary>
    public bool TryEnter(IPAddress? address)
    {
        lock (_gate)
        {
            if (_max > 0 && _connections >= _max)
            {
                return false;
            }

            if (IsCounted(address, out var network))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_byNetwork, network, out _);
                if (count >= _maxPerAddress)
                {
                    return false;
                }

                count++;
            }

            _connections++;
            return true;
        }
    }

    /// <summary>A connection that was counted is over.</summary>
    public void Leave(IPAddress? address)
    {
        lock (_gate)
        {
            _connections--;
            if (IsCounted(address, out var network) && --CollectionsMarshal.GetValueRefOrNullRef(_byNetwork, network) == 0)
            {
                _byNetwork.Remove(network);
            }
        }
    }

    /// <summary>
    /// Who is counted as one with an address: itself for IPv4, also where it is mapped to IPv6; otherwise its network (/64), by its first
    /// address.
    /// </summary>
    public static IPAddress NetworkOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var number = NumberOf(address, out var isV4);
        Span<byte> bytes = stackalloc byte[16];
        if (isV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
            return new IPAddress(bytes[..4]);
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    /// <summary>Addresses that are kept.</summary>
    internal int Addresses
    {
        get
        {
            lock (_gate)
            {
                return _byNetwork.Count;
            }
        }
    }

    private bool IsCounted(IPAddress? address, out ulong network)
    {
        network = 0;
        if (_maxPerAddress == 0 || address is null)
        {
            return false;
        }

        network = NumberOf(address, out _);
        return true;
    }

    /// <summary>Whoever has an IPv6 address has all 2^64 of its network, which therefore count as one.</summary>
    private static ulong NumberOf(IPAddress address, out bool isV4)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        isV4 = length == 4 || address.IsIPv4MappedToIPv6;
        return isV4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(length - 4)..length]) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
