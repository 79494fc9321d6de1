namespace Services.Gateway.SocketIo.Rooms;

/// <summary>The members that share a name. Thread-safe; a broadcast goes to those who were in it when it began.</summary>
internal sealed class Room<TMember>
    where TMember : class
{
    private readonly Lock _gate = new();
    private readonly HashSet<TMember> _members = [];
    private TMember[]? _snapshot;
    private bool _isClosed;

    /// <summary>False if the room was closed because its last member left: then another room must be made.</summary>
    public bool TryAdd(TMember member)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_members.Add(member))
            {
                _snapshot = null;
            }

            return true;
        }
    }

    /// <summary>True if the last member left: the room is closed then.</summary>
    public bool Remove(TMember member)
    {
        lock (_gate)
        {
            if (_members.Remove(member))
            {
                _snapshot = null;
            }

            _isClosed = _members.Count == 0;
            return _isClosed;
        }
    }

    /// <summary>Who is in the room.</summary>
    public TMember[] Members()
    {
        lock (_gate)
        {
            return _snapshot ??= [.. _members];
        }
    }
}
