using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Recovery;

/// <summary>A socket of a namespace that keeps events for clients that come back.</summary>
internal interface IRecoverableSocket
{
    string Id { get; }

    /// <summary>The private id with which its client may come back.</summary>
    string? RecoveryId { get; }

    /// <summary>What its client came back with; null for a new one.</summary>
    SocketIoRecovered? Recovered { get; }

    /// <summary>The rooms it is in, its own among them.</summary>
    IReadOnlyCollection<string> Rooms { get; }

    bool IsConnected { get; }

    bool Join(string room);

    bool Send(OutboundFrame frame);

    /// <summary>Cuts the connection: its client has come back over another one.</summary>
    void Abandon();
}
