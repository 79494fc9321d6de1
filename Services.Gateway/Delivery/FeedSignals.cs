using System.Text.Json;
using Services.Contracts.Ids;
using Services.Gateway.Backplane;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>
/// The part of a feed that is in no log: typing, presence and the packets of the session's room, told to the members here and, by signals,
/// to those on other gateways. Works under the feed's lock.
/// </summary>
internal sealed class FeedSignals(
    SessionId session,
    FeedServices services,
    Lock gate,
    HashSet<FeedMember> members,
    List<FeedMember> individually,
    DialectRooms rooms
)
{
    private const int MaxRemembered = 1_024;

    private readonly string _room = Sockets.RoomOf(session);
    private readonly HashSet<string> _typingElsewhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);

    /// <summary>Tells the other members, wherever they are, that this one types or has stopped.</summary>
    public void Announce(TypingStatus status, FeedMember by)
    {
        lock (gate)
        {
            Tell(status, by);
        }

        services.Signals.Publish(
            session,
            SignalKind.Typing,
            "",
            JsonSerializer.SerializeToUtf8Bytes(status, DeliveryJson.Default.TypingStatus)
        );
    }

    /// <summary>
    /// Tells a member that others are there, or are not, as of <paramref name="at"/>; but not what has changed since, which it has heard.
    /// </summary>
    public void Tell(FeedMember member, IReadOnlyList<string> users, bool isOnline, long at)
    {
        lock (gate)
        {
            foreach (var user in users)
            {
                if (user != member.UserId && _changed.GetValueOrDefault(user) < at)
                {
                    member.Deliver(
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
        services.Signals.Publish(session, SignalKind.Call, message.ToArgument(), message.Payload.Span);
    }

    /// <summary>The subscription's handler.</summary>
    public void OnSignal(Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Room:
                services.Sockets.Namespace.EmitPacket(_room, signal.Payload.Span);
                break;
            case SignalKind.Typing when JsonSerializer.Deserialize(signal.Payload.Span, DeliveryJson.Default.TypingStatus) is { } status:
                OnTyping(status);
                break;
            case SignalKind.Call when CallMessage.Of(signal.Argument, signal.Payload) is { } message:
                Deliver(message);
                break;
            case SignalKind.Presence when PresenceSignal.TryParse(signal, out var change):
                OnPresence(change);
                break;
        }
    }

    private void Deliver(CallMessage message)
    {
        lock (gate)
        {
            foreach (var member in members)
            {
                if (member is { Socket: { } socket, Vocabulary.HasCalls: true } && message.IsFor(member.UserId, socket.Id))
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
            else if (_typingElsewhere.Count < MaxRemembered)
            {
                _typingElsewhere.Add(status.UserId);
            }

            Tell(status, null);
        }
    }

    private void OnPresence(PresenceSignal change)
    {
        lock (gate)
        {
            Remember(change);
            if (!change.Online && _typingElsewhere.Remove(change.UserId))
            {
                // The gateway that would have told died with the typist's connection.
                Tell(
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
            rooms.Tell(status, by);
            foreach (var member in individually)
            {
                if (by is null || member.Socket != by)
                {
                    member.Deliver(status);
                }
            }
        }
    }

    private void Remember(PresenceSignal change)
    {
        if (_changed.Count == MaxRemembered)
        {
            _changed.Clear();
        }

        _changed[change.UserId] = change.At;
    }

    private void Tell(TypingStatus status, FeedMember? by)
    {
        rooms.Tell(status, by?.Socket);
        foreach (var member in individually)
        {
            if (member != by)
            {
                member.Deliver(status);
            }
        }
    }

    private SocketIoSocket? SocketOf(string connection)
    {
        foreach (var member in members)
        {
            if (member.Socket is { } socket && socket.Id == connection)
            {
                return socket;
            }
        }

        return null;
    }
}
