using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Access;
using Services.Gateway.Delivery;

namespace Services.Gateway.Subscriptions;

/// <summary>What is kept with a socket, whichever dialects it speaks. Used by one handler at a time.</summary>
internal sealed class SocketClient(VerifiedToken token)
{
    private readonly Dictionary<(Vocabulary, SessionId), FeedMembership> _memberships = [];
    private Dictionary<string, RoomPlace>? _rooms;

    public Caller Caller { get; } = token.Caller;

    /// <summary>When its token expires, Unix time in seconds.</summary>
    public long Expires { get; } = token.Expires;

    /// <summary>The sessions that the socket follows, in which dialect.</summary>
    public Dictionary<(Vocabulary Vocabulary, SessionId Session), FeedMembership> Memberships => _memberships;

    /// <summary>Where it is in the logs that it follows.</summary>
    public SocketPlaces Places { get; } = new();

    /// <summary>The rooms that it is in, by the name that it gave them.</summary>
    public Dictionary<string, RoomPlace> Rooms => _rooms ??= new Dictionary<string, RoomPlace>(StringComparer.Ordinal);

    /// <summary>
    /// Completes when everything that the socket asked for is answered, as far as handlers returned before that. It does not fail: by then
    /// the client was told, and the log.
    /// </summary>
    public Task Unanswered { get; set; } = Task.CompletedTask;

    /// <summary>Its conversation in the workspace dialect.</summary>
    public SessionId? Workspace { get; set; }
}
