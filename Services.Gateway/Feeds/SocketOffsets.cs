namespace Services.Gateway.Feeds;

/// <summary>Where a socket is in the logs whose entries it gets in frames of its own. Thread-safe; its own lock.</summary>
internal sealed class SocketOffsets
{
    // One log, for most sockets.
    private LogOffset[] _offsets = [];

    /// <summary>Sends an entry with the offset that the socket is at then; entries of several logs come one after the other.</summary>
    public void Advance(string tag, long seq, Action<string> send)
    {
        lock (this)
        {
            Put(tag, seq);
            send(OffsetFormat.Write(_offsets));
        }
    }

    /// <summary>Notes where the socket is without sending anything.</summary>
    public void Set(string tag, long seq)
    {
        lock (this)
        {
            Put(tag, seq);
        }
    }

    /// <summary>The log is no longer subscribed to.</summary>
    public void Remove(string tag)
    {
        lock (this)
        {
            _offsets = [.. _offsets.Where(offset => offset.Tag != tag)];
        }
    }

    private void Put(string tag, long seq)
    {
        for (var i = 0; i < _offsets.Length; i++)
        {
            if (_offsets[i].Tag == tag)
            {
                _offsets[i] = new LogOffset(tag, seq);
                return;
            }
        }

        _offsets = [.. _offsets, new LogOffset(tag, seq)];
    }
}
