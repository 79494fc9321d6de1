namespace Services.Gateway.SocketIo.Connections;

/// <summary>Something a connection has to do in the order in which it arrived. Never throws.</summary>
internal abstract class InboundWork
{
    /// <summary>How many received bytes it holds.</summary>
    public virtual int Bytes => 0;

    /// <summary>Does it, and frees what it holds.</summary>
    public abstract ValueTask RunAsync();
}
