using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.SocketIo;

/// <summary>Settings of a Socket.IO server. The defaults are those of the reference implementation where it has the setting.</summary>
public sealed class SocketIoOptions
{
    /// <summary>How often the server pings. Default 25 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0500000", "01:00:00")]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long a client has to answer a ping. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0500000", "01:00:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a connection may stay without having joined a namespace. Default 45 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0500000", "01:00:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a client has to answer a close frame. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0500000", "00:01:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Largest message from a client, in bytes; told to the client as <c>maxPayload</c>. Default 1,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MaxPayload { get; set; } = 1_000_000;

    /// <summary>
    /// Most bytes that may wait for one client behind what its socket was offered and has not taken; past it volatile events are dropped,
    /// and any other event disconnects the client. Default 4 MiB. A single event that is larger is not sent to anybody
    /// (<see cref="SocketIoEventTooLargeException"/>).
    /// </summary>
    [Range(1_024, 1_000_000_000)]
    public int MaxOutboundBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Most events of one client that may wait for their handlers. Default 64; past it nothing more is read from the client until there is
    /// room.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxPendingEvents { get; set; } = 64;

    /// <summary>
    /// Most connections at once, of all servers of the application together; past it a handshake is answered with 429 and
    /// <c>Retry-After</c>. Default 0: any number.
    /// </summary>
    [Range(0, 10_000_000)]
    public int MaxConnections { get; set; }

    /// <summary>
    /// Most connections at once from one IPv4 address or one IPv6 network (/64); past it 429 likewise. Default 0: any number.
    /// </summary>
    [Range(0, 10_000_000)]
    public int MaxConnectionsPerAddress { get; set; }

    /// <summary>Most namespaces one client may join. Default 16.</summary>
    [Range(1, 10_000)]
    public int MaxNamespaces { get; set; } = 16;

    /// <summary>Most rooms one socket may be in. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxRooms { get; set; } = 1_000;

    /// <summary>Most binary attachments of one event. Default 10; together they may have <see cref="MaxPayload"/> bytes.</summary>
    [Range(0, 1_000)]
    public int MaxAttachments { get; set; } = 10;

    /// <summary>Deepest nesting of JSON that is read. Default 32.</summary>
    [Range(2, 1_000)]
    public int MaxJsonDepth { get; set; } = 32;

    /// <summary>
    /// Agrees to permessage-deflate on WebSockets, without context takeover, so that no memory is held between messages. Default false.
    /// </summary>
    public bool AllowsWebSocketCompression { get; set; }

    /// <summary>
    /// Bodies of polling responses, and WebSocket messages if these are compressed at all, are compressed from this size in bytes. Default
    /// 1,024; 0 compresses no body.
    /// </summary>
    [Range(0, 100_000_000)]
    public int CompressionThreshold { get; set; } = 1_024;

    /// <summary>The name of a cookie with the session's id, for load balancers. Default null: no cookie.</summary>
    public string? CookieName { get; set; }

    /// <summary>
    /// Decides on the origin of a request that opens or upgrades a connection; false answers 403. Null (the default) allows every origin.
    /// </summary>
    public Func<SocketIoRequest, bool>? IsOriginAllowed { get; set; }
}
