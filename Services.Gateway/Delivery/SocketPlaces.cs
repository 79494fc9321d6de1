namespace Services.Gateway.Delivery;

/// <summary>Where a socket is in the logs whose entries it gets in frames of its own. Thread-safe.</summary>
internal sealed class SocketPlaces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);

    /// <summary>Sends an entry with the place that the socket is at then; entries of several logs come one after the other.</summary>
    public void Advance(string tag, long seq, Action<string> send)
    {
        lock (_gate)
        {
            _places[tag] = seq;
            send(Place.Of(_places));
        }
    }

    /// <summary>Notes where the socket is without sending anything.</summary>
    public void Set(string tag, long seq)
    {
        lock (_gate)
        {
            _places[tag] = seq;
        }
    }

    /// <summary>The log is no longer followed.</summary>
    public void Remove(string tag)
    {
        lock (_gate)
        {
            _places.Remove(tag);
        }
    }
}
