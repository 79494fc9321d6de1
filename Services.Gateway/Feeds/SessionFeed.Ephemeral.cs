using System.Runtime.InteropServices;
using System.Text.Json;
using Services.Gateway.Backplane;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// The part of a feed that is in no log: typing, presence and the packets of the session's room, sent to the subscribers here and, over the
/// backplane, to those on other gateways.
/// </summary>
internal sealed partial class SessionFeed : IBackplaneHandler
{
    private const int MaxRecorded = 1_024;

    private HashSet<string>? _typingElsewhere;
    private Dictionary<string, long>? _changed;

    /// <summary>Tells the other subscribers, wherever they are, that this one types or has stopped.</summary>
    public void PublishTyping(TypingStatus status, Subscriber by)
    {
        lock (_subscribers)
        {
            BroadcastTyping(status, by);
        }

        _services.Backplane.Publish(
            Session,
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
        lock (_subscribers)
        {
            foreach (var user in users)
            {
                if (user != subscriber.UserId && (_changed?.GetValueOrDefault(user) ?? 0) < at)
                {
                    subscriber.Deliver(
                        new PresenceStatus
                        {
                            SessionId = Session,
                            UserId = user,
                            Online = isOnline,
                            Timestamp = at,
                        }
                    );
                }
            }
        }
    }

    /// <summary>Sends a framed packet to the other subscribers in the rooms dialect, wherever they are.</summary>
    public void PublishPacket(ReadOnlySpan<byte> packet, Subscriber by)
    {
        BroadcastPacket(packet, by);
        _services.Backplane.Publish(Session, BackplaneMessageKind.Room, "0", packet);
    }

    /// <summary>Hands a message of a call to those for whom it is, wherever they are.</summary>
    public void Relay(CallMessage message)
    {
        Deliver(message);
        _services.Backplane.Publish(Session, BackplaneMessageKind.Call, message.ToArgument(), message.Payload.Span);
    }

    /// <inheritdoc/>
    public void Receive(BackplaneMessage message)
    {
        switch (message.Kind)
        {
            case BackplaneMessageKind.Room:
                BroadcastPacket(message.Payload.Span, null);
                break;
            case BackplaneMessageKind.Typing
                when JsonSerializer.Deserialize(message.Payload.Span, FeedsJson.Default.TypingStatus) is { } status:
                OnTyping(status);
                break;
            case BackplaneMessageKind.Call when CallMessage.Of(message.Argument, message.Payload) is { } call:
                Deliver(call);
                break;
            case BackplaneMessageKind.Presence when PresenceChange.TryParse(message, out var change):
                OnPresence(change);
                break;
        }
    }

    private void Deliver(CallMessage message)
    {
        lock (_subscribers)
        {
            foreach (var subscriber in _subscribers)
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
        lock (_subscribers)
        {
            if (!status.IsTyping)
            {
                _typingElsewhere?.Remove(status.UserId);
            }
            else if ((_typingElsewhere ??= new HashSet<string>(StringComparer.Ordinal)).Count < MaxRecorded)
            {
                _typingElsewhere.Add(status.UserId);
            }

            BroadcastTyping(status, null);
        }
    }

    private void OnPresence(PresenceChange change)
    {
        lock (_subscribers)
        {
            RecordChange(change);
            if (!change.Online && _typingElsewhere?.Remove(change.UserId) == true)
            {
                // The gateway that would have told died with the typist's connection.
                BroadcastTyping(
                    new TypingStatus
                    {
                        SessionId = Session,
                        UserId = change.UserId,
                        IsTyping = false,
                        Timestamp = change.At,
                    },
                    null
                );
            }

            var status = new PresenceStatus
            {
                SessionId = Session,
                UserId = change.UserId,
                Online = change.Online,
                Timestamp = change.At,
            };
            var by = SocketOf(change.Connection);
            _groups.Encode(_services.Sockets, status, by);
            foreach (var subscriber in CollectionsMarshal.AsSpan(_unicast))
            {
                if (by is null || subscriber.Socket != by)
                {
                    subscriber.Deliver(status);
                }
            }
        }
    }

    /// <summary>Nobody is told of themselves: where all are the same user, there is nothing to remember.</summary>
    private void RecordChange(PresenceChange change)
    {
        if (!_subscribers.Exists(subscriber => subscriber.UserId != change.UserId))
        {
            return;
        }

        _changed ??= new Dictionary<string, long>(StringComparer.Ordinal);
        if (_changed.Count == MaxRecorded)
        {
            _changed.Clear();
        }

        _changed[change.UserId] = change.At;
    }

    private void BroadcastTyping(TypingStatus status, Subscriber? by)
    {
        _groups.Encode(_services.Sockets, status, by?.Socket);
        foreach (var subscriber in CollectionsMarshal.AsSpan(_unicast))
        {
            if (subscriber != by)
            {
                subscriber.Deliver(status);
            }
        }
    }

    private void BroadcastPacket(ReadOnlySpan<byte> packet, Subscriber? by)
    {
        lock (_subscribers)
        {
            _groups.EmitPacket(_services.Sockets, SocketNamespace.RoomPrefix, packet, by?.Socket);
            foreach (var subscriber in CollectionsMarshal.AsSpan(_unicast))
            {
                if (subscriber != by && subscriber is { Socket: { } socket, Encoder.Prefix: SocketNamespace.RoomPrefix })
                {
                    _services.Sockets.Namespace.EmitPacket(socket.Id, packet);
                }
            }
        }
    }

    private SocketIoSocket? SocketOf(string connection) =>
        _subscribers.Find(subscriber => subscriber.Socket is { } socket && socket.Id == connection)?.Socket;
}
