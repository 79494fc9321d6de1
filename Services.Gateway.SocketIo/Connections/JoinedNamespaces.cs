namespace Services.Gateway.SocketIo.Connections;

/// <summary>
/// The sockets of a connection by namespace; a reserved place has none yet. Nearly every connection has one, which needs no dictionary.
/// Thread-safe.
/// </summary>
internal sealed class JoinedNamespaces
{
    private string? _name;
    private SocketIoSocket? _socket;
    private Dictionary<string, SocketIoSocket?>? _others;

    /// <summary>False if the namespace has a place already, or there are too many.</summary>
    public bool TryReserve(string ns, int limit)
    {
        lock (this)
        {
            if (_name == ns || (_name is null ? 0 : 1) + (_others?.Count ?? 0) >= limit)
            {
                return false;
            }

            if (_name is null && _others?.ContainsKey(ns) != true)
            {
                _name = ns;
                return true;
            }

            return (_others ??= new(StringComparer.Ordinal)).TryAdd(ns, null);
        }
    }

    public SocketIoSocket? Find(string ns)
    {
        lock (this)
        {
            return _name == ns ? _socket : _others?.GetValueOrDefault(ns);
        }
    }

    /// <summary>Fills the reserved place.</summary>
    public void Set(SocketIoSocket socket)
    {
        lock (this)
        {
            if (_name == socket.Namespace.Name)
            {
                _socket = socket;
            }
            else
            {
                (_others ??= new(StringComparer.Ordinal))[socket.Namespace.Name] = socket;
            }
        }
    }

    public void Remove(string ns)
    {
        lock (this)
        {
            if (_name == ns)
            {
                _name = null;
                _socket = null;
            }
            else
            {
                _others?.Remove(ns);
            }
        }
    }

    public IReadOnlyList<SocketIoSocket> All()
    {
        lock (this)
        {
            SocketIoSocket?[] all = [_socket, .. _others?.Values ?? Enumerable.Empty<SocketIoSocket?>()];
            return [.. all.OfType<SocketIoSocket>()];
        }
    }

    public IReadOnlyList<SocketIoSocket> TakeAll()
    {
        lock (this)
        {
            var all = All();
            _name = null;
            _socket = null;
            _others = null;
            return all;
        }
    }
}
