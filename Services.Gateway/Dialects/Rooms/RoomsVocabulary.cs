using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Json;
using Services.Gateway.Presence;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// What happens in a session, for those who speak the rooms dialect. Whatever reads as a message is put into the room's log, which brings it to
/// all of them; the rest is told to those here.
/// </summary>
internal sealed class RoomsVocabulary(RoomRelay relay) : Vocabulary
{
    /// <summary>The author of the platform's replies.</summary>
    public const string Assistant = "assistant";

    /// <summary><see cref="UserMessage.Via"/> of what was said in this dialect.</summary>
    public const string Via = "rooms";

    public override string Prefix => Sockets.RoomPrefix;

    public override int Tell(SessionId session, LogEntry entry, Audience audience)
    {
        switch (entry.Name)
        {
            case EventNames.UserMessage when Read(entry, ContractsJson.Default.UserMessage) is { Via: not Via } message:
                Relay(session, entry, message.UserId, message.Content, message.Timestamp);
                return 0;
            case EventNames.MessageComplete:
                var reply = Read(entry, ContractsJson.Default.MessageComplete);
                Relay(session, entry, Assistant, reply.Content, reply.Timestamp);
                return 0;
            case EventNames.MessageBlocked:
                return audience.Emit(
                    RoomsEvents.Error, new RoomError(Read(entry, ContractsJson.Default.MessageBlocked).Reason, null), GatewayJson.Default.RoomError);
            case EventNames.MessageError:
                var error = Read(entry, ContractsJson.Default.MessageError);
                return audience.Emit(RoomsEvents.Error, new RoomError(error.Message, error.Error), GatewayJson.Default.RoomError);
            default:
                return 0;
        }
    }

    public override int Tell(TypingStatus status, Audience audience) => audience.Emit(
        status.IsTyping ? RoomsEvents.UserTyping : RoomsEvents.UserStopTyping, new RoomUser(status.UserId), GatewayJson.Default.RoomUser);

    public override int Tell(PresenceStatus status, Audience audience) => audience.Emit(
        status.Online ? RoomsEvents.UserJoined : RoomsEvents.UserLeft, new RoomUser(status.UserId), GatewayJson.Default.RoomUser);

    private void Relay(SessionId session, LogEntry entry, string userId, string content, long timestamp)
    {
        var message = new RoomMessage
        {
            UserId = userId,
            Content = content,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime,
            IsAi = userId == Assistant && entry.Name == EventNames.MessageComplete,
        };
        relay.Post(session, entry.Seq, RoomPackets.Write(RoomsEvents.NewMessage, message, GatewayJson.Default.RoomMessage));
    }

    private static T Read<T>(LogEntry entry, JsonTypeInfo<T> type) where T : class =>
        JsonSerializer.Deserialize(entry.Payload.Span, type) ?? throw new JsonException($"Event {entry.Seq} is empty.");
}
