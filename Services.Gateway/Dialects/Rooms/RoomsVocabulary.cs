using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Presence;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// What happens in a session, for those who speak the rooms dialect. What was not said in the room itself is put into its history as well.
/// </summary>
internal sealed class RoomsVocabulary(RoomRelay relay) : Vocabulary
{
    /// <summary>The author of the platform's replies.</summary>
    public const string Assistant = "assistant";

    public override string Prefix => Sockets.RoomPrefix;

    public override int Tell(SessionId session, LogEntry entry, Audience audience)
    {
        switch (entry.Name)
        {
            case EventNames.UserMessage:
                var said = entry.Read(ContractsJson.Default.UserMessage);
                var message = MessageOf(said.UserId, said.Content, said.Timestamp, isAi: false) with
                {
                    ClientMessageId = said.ClientMessageId,
                };
                if (!said.IsInRoomHistory)
                {
                    Remember(session, entry, message);
                }

                return audience.Without(said.By).Emit(RoomsEvents.NewMessage, message, RoomsDialectJson.Default.RoomMessage);
            case EventNames.MessageComplete:
                var complete = entry.Read(ContractsJson.Default.MessageComplete);
                var reply = MessageOf(Assistant, complete.Content, complete.Timestamp, isAi: true);
                Remember(session, entry, reply);
                return audience.Emit(RoomsEvents.NewMessage, reply, RoomsDialectJson.Default.RoomMessage);
            case EventNames.MessageBlocked:
                return audience.Emit(
                    RoomsEvents.Error,
                    new RoomError(entry.Read(ContractsJson.Default.MessageBlocked).Reason, null),
                    RoomsDialectJson.Default.RoomError
                );
            case EventNames.MessageError:
                var error = entry.Read(ContractsJson.Default.MessageError);
                return audience.Emit(RoomsEvents.Error, new RoomError(error.Message, error.Error), RoomsDialectJson.Default.RoomError);
            default:
                return 0;
        }
    }

    public override int Tell(TypingStatus status, Audience audience) =>
        audience.Emit(
            status.IsTyping ? RoomsEvents.UserTyping : RoomsEvents.UserStopTyping,
            new RoomUser(status.UserId),
            RoomsDialectJson.Default.RoomUser
        );

    public override int Tell(PresenceStatus status, Audience audience) =>
        audience.Emit(
            status.Online ? RoomsEvents.UserJoined : RoomsEvents.UserLeft,
            new RoomUser(status.UserId),
            RoomsDialectJson.Default.RoomUser
        );

    private static RoomMessage MessageOf(string userId, string content, long timestamp, bool isAi) =>
        new()
        {
            UserId = userId,
            Content = content,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime,
            IsAi = isAi,
        };

    private void Remember(SessionId session, LogEntry entry, RoomMessage message) =>
        relay.Post(session, entry.Seq, RoomPackets.Write(RoomsEvents.NewMessage, message, RoomsDialectJson.Default.RoomMessage));
}
