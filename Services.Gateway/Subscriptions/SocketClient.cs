using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Access;
using Services.Gateway.Feeds;

namespace Services.Gateway.Subscriptions;

/// <summary>What is kept with a socket, whichever dialects it speaks. Used by one handler at a time.</summary>
internal sealed class SocketClient(VerifiedToken token)
{
    // Arrays, since most sockets are subscribed to one session; SessionLimitOptions bounds how many it can be.
    private Subscription[] _subscriptions = [];
    private RoomSubscription[] _rooms = [];
    private SocketOffsets? _offsets;

    public Caller Caller { get; } = token.Caller;

    /// <summary>When its token expires, Unix time in seconds.</summary>
    public long Expires { get; } = token.Expires;

    /// <summary>When it connected, as a timestamp of the clock.</summary>
    public long ConnectedAt { get; set; }

    /// <summary>What the socket is subscribed to: sessions, each in a dialect.</summary>
    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>Where it is in the logs that it is subscribed to.</summary>
    public SocketOffsets Offsets => _offsets ??= new SocketOffsets();

    /// <summary>Its subscription to a session in a dialect, or null.</summary>
    public Subscription? FindSubscription(EventEncoder encoder, SessionId session) =>
        Array.Find(_subscriptions, subscription => subscription.Subscriber.Encoder == encoder && subscription.Session == session);

    /// <summary>The socket is subscribed to something more.</summary>
    public void Add(Subscription subscription) => _subscriptions = [.. _subscriptions, subscription];

    /// <summary>It is not any more; false if it was not.</summary>
    public bool Remove(Subscription subscription)
    {
        if (Array.IndexOf(_subscriptions, subscription) < 0)
        {
            return false;
        }

        _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        return true;
    }

    /// <summary>The room that it gave the name, if it is in it.</summary>
    public RoomSubscription? FindRoom(string name) => Array.Find(_rooms, room => room.RoomId == name);

    /// <summary>It is in a room, which may have had another session before.</summary>
    public void SetRoom(RoomSubscription room) => _rooms = [.. _rooms.Where(known => known.RoomId != room.RoomId), room];

    /// <summary>
    /// Completes when everything that the socket asked for is answered, as far as handlers returned before that. It does not fail: by then
    /// the client was told, and the log.
    /// </summary>
    public Task Unanswered { get; set; } = Task.CompletedTask;

    /// <summary>Its conversation in the workspace dialect.</summary>
    public SessionId? Workspace { get; set; }
}
