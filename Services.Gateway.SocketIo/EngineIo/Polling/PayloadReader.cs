namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>Splits a payload into its packets. An empty payload is one empty packet. Pure, never throws.</summary>
internal ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;
    private bool _isOver;

    /// <summary>The next packet; false when there is none left.</summary>
    public bool TryRead(out ReadOnlySpan<byte> packet)
    {
        packet = [];
        if (_isOver)
        {
            return false;
        }

        var end = _rest.IndexOf(Payload.Separator);
        _isOver = end < 0;
        packet = _isOver ? _rest : _rest[..end];
        _rest = _isOver ? [] : _rest[(end + 1)..];
        return true;
    }
}
