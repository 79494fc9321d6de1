namespace Services.Gateway.SocketIo.Rooms;

/// <summary>The members that share a name. Thread-safe; a broadcast goes to those who were in it when it began.</summary>
internal sealed class Room<TMember>(string name)
    where TMember : class
{
    private readonly Lock _gate = new();

    // Most rooms of a large server have one member: it costs no set.
    private TMember? _only;
    private HashSet<TMember>? _members;
    private TMember[]? _snapshot;
    private bool _isClosed;

    /// <summary>What the members share.</summary>
    public string Name => name;

    /// <summary>False if the room was closed because its last member left: then another room must be made.</summary>
    public bool TryAdd(TMember member)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_members is null && (_only is null || _only == member))
            {
                _only = member;
                _snapshot = null;
                return true;
            }

            _members ??= [_only!];
            _only = null;
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
            if (_only == member)
            {
                _only = null;
                _snapshot = null;
            }
            else if (_members?.Remove(member) == true)
            {
                _snapshot = null;
            }

            _isClosed = _only is null && _members is null or { Count: 0 };
            return _isClosed;
        }
    }

    /// <summary>Who is in the room.</summary>
    public TMember[] Members()
    {
        lock (_gate)
        {
            return _snapshot ??=
                _members is not null ? [.. _members]
                : _only is null ? []
                : [_only];
        }
    }
}
