using System.Text.Json;
using Services.Contracts.Ids;
using Services.Gateway.Backplane;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// The part of a feed that is in no log: typing, presence and the packets of the session's room, sent to the subscribers here and, over the
/// backplane, to those on other gateways. Works under the feed's lock.
/// </summary>
internal sealed class EphemeralEvents(
    SessionId session,
    FeedServices services,
    Lock gate,
    HashSet<Subscriber> subscribers,
    List<Subscriber> unicast,
    BroadcastGroups groups
)
{
    private const int MaxRecorded = 1_024;

    private readonly string _room = SocketNamespace.RoomOf(session);
    private readonly HashSet<string> _typingElsewhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);

    /// <summary>Tells the other subscribers, wherever they are, that this one types or has stopped.</summary>
    public void PublishTyping(TypingStatus status, Subscriber by)
    {
        lock (gate)
        {
            BroadcastTyping(status, by);
        }

        services.Backplane.Publish(
            session,
            BackplaneMessageKind.Typing,
            "",
            JsonSerializer.SerializeToUtf8Bytes(status, FeedsJson.Default.TypingStatus)
        );
    }

    /// <summary>
    /// Tells a subscriber that others are there, or are not, as of <paramref name="at"/>; but not what has changed since, which it has
    /// heard.
    /// </summary>
    public void SendPresence(Subscriber subscriber, IReadOnlyList<string> users, bool isOnline, long at)
    {
        lock (gate)
        {
            foreach (var user in users)
            {
                if (user != subscriber.UserId && _changed.GetValueOrDefault(user) < at)
                {
                    subscriber.Deliver(
                        new PresenceStatus
                        {
                            SessionId = session,
                            UserId = user,
                            Online = isOnline,
                            Timestamp = at,
                        }
                    );
                }
            }
        }
    }

    /// <summary>Hands a message of a call to those for whom it is, wherever they are.</summary>
    public void Relay(CallMessage message)
    {
        Deliver(message);
        services.Backplane.Publish(session, BackplaneMessageKind.Call, message.ToArgument(), message.Payload.Span);
    }

    /// <summary>The subscription's handler.</summary>
    public void OnBackplaneMessage(BackplaneMessage received)
    {
        switch (received.Kind)
        {
            case BackplaneMessageKind.Room:
                services.Sockets.Namespace.EmitPacket(_room, received.Payload.Span);
                break;
            case BackplaneMessageKind.Typing
                when JsonSerializer.Deserialize(received.Payload.Span, FeedsJson.Default.TypingStatus) is { } status:
                OnTyping(status);
                break;
            case BackplaneMessageKind.Call when CallMessage.Of(received.Argument, received.Payload) is { } message:
                Deliver(message);
                break;
            case BackplaneMessageKind.Presence when PresenceChange.TryParse(received, out var change):
                OnPresence(change);
                break;
        }
    }

    private void Deliver(CallMessage message)
    {
        lock (gate)
        {
            foreach (var subscriber in subscribers)
            {
                if (subscriber is { Socket: { } socket, Encoder.HasCalls: true } && message.IsFor(subscriber.UserId, socket.Id))
                {
                    socket.EmitRaw(message.Event, message.Payload.Span);
                }
            }
        }
    }

    private void OnTyping(TypingStatus status)
    {
        lock (gate)
        {
            if (!status.IsTyping)
            {
                _typingElsewhere.Remove(status.UserId);
            }
            else if (_typingElsewhere.Count < MaxRecorded)
            {
                _typingElsewhere.Add(status.UserId);
            }

            BroadcastTyping(status, null);
        }
    }

    private void OnPresence(PresenceChange change)
    {
        lock (gate)
        {
            RecordChange(change);
            if (!change.Online && _typingElsewhere.Remove(change.UserId))
            {
                // The gateway that would have told died with the typist's connection.
                BroadcastTyping(
                    new TypingStatus
                    {
                        SessionId = session,
                        UserId = change.UserId,
                        IsTyping = false,
                        Timestamp = change.At,
                    },
                    null
                );
            }

            var status = new PresenceStatus
            {
                SessionId = session,
                UserId = change.UserId,
                Online = change.Online,
                Timestamp = change.At,
            };
            var by = SocketOf(change.Connection);
            groups.Encode(status, by);
            foreach (var subscriber in unicast)
            {
                if (by is null || subscriber.Socket != by)
                {
                    subscriber.Deliver(status);
                }
            }
        }
    }

    private void RecordChange(PresenceChange change)
    {
        if (_changed.Count == MaxRecorded)
        {
            _changed.Clear();
        }

        _changed[change.UserId] = change.At;
    }

    private void BroadcastTyping(TypingStatus status, Subscriber? by)
    {
        groups.Encode(status, by?.Socket);
        foreach (var subscriber in unicast)
        {
            if (subscriber != by)
            {
                subscriber.Deliver(status);
            }
        }
    }

    private SocketIoSocket? SocketOf(string connection)
    {
        foreach (var subscriber in subscribers)
        {
            if (subscriber.Socket is { } socket && socket.Id == connection)
            {
                return socket;
            }
        }

        return null;
    }
}
