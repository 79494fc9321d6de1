using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Access;
using Services.Gateway.Feeds;

namespace Services.Gateway.Subscriptions;

/// <summary>What is kept with a socket, whichever dialects it speaks. Used by one handler at a time.</summary>
internal sealed class SocketClient(VerifiedToken token)
{
    private readonly Dictionary<(EventEncoder, SessionId), Subscription> _subscriptions = [];
    private Dictionary<string, RoomSubscription>? _rooms;

    public Caller Caller { get; } = token.Caller;

    /// <summary>When its token expires, Unix time in seconds.</summary>
    public long Expires { get; } = token.Expires;

    /// <summary>When it connected, as a timestamp of the clock.</summary>
    public long ConnectedAt { get; set; }

    /// <summary>The sessions that the socket is subscribed to, in which dialect.</summary>
    public Dictionary<(EventEncoder Encoder, SessionId Session), Subscription> Subscriptions => _subscriptions;

    /// <summary>Where it is in the logs that it is subscribed to.</summary>
    public SocketOffsets Offsets { get; } = new();

    /// <summary>The rooms that it is in, by the name that it gave them.</summary>
    public Dictionary<string, RoomSubscription> Rooms => _rooms ??= new Dictionary<string, RoomSubscription>(StringComparer.Ordinal);

    /// <summary>
    /// Completes when everything that the socket asked for is answered, as far as handlers returned before that. It does not fail: by then
    /// the client was told, and the log.
    /// </summary>
    public Task Unanswered { get; set; } = Task.CompletedTask;

    /// <summary>Its conversation in the workspace dialect.</summary>
    public SessionId? Workspace { get; set; }
}
