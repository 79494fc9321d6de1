namespace Services.Gateway.SocketIo.Transport;

/// <summary>Something with bytes to send.</summary>
internal interface IFlushable
{
    /// <summary>Sends what has gathered. Never throws, never blocks.</summary>
    void Flush();
}
