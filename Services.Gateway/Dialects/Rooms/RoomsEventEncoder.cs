using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;
using Services.Gateway.Presence;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// What happens in a session, for those who speak the rooms dialect. What was not said in the room itself is put into its history as well.
/// </summary>
internal sealed class RoomsEventEncoder(RoomHistoryRelay relay) : EventEncoder
{
    public override string Prefix => SocketNamespace.RoomPrefix;

    public override int Encode(SessionId session, LogEntry entry, EmitTarget target)
    {
        switch (entry.Name)
        {
            case EventNames.UserMessage:
                var sent = entry.Read(ContractsJson.Default.UserMessage);
                var message = MessageOf(sent.UserId, sent.Content, sent.Timestamp, isAi: false) with
                {
                    ClientMessageId = sent.ClientMessageId,
                };
                if (!sent.IsInRoomHistory)
                {
                    AddToHistory(session, entry, message);
                }

                return target.Without(sent.By).Emit(RoomsEvents.NewMessage, message, RoomsDialectJson.Default.RoomsMessage);
            case EventNames.MessageComplete:
                var complete = entry.Read(ContractsJson.Default.MessageComplete);
                var reply = MessageOf(ReservedAuthors.Assistant, complete.Content, complete.Timestamp, isAi: true);
                AddToHistory(session, entry, reply);
                return target.Emit(RoomsEvents.NewMessage, reply, RoomsDialectJson.Default.RoomsMessage);
            case EventNames.MessageBlocked:
                return target.Emit(
                    RoomsEvents.Error,
                    new RoomsError(entry.Read(ContractsJson.Default.MessageBlocked).Reason, null),
                    RoomsDialectJson.Default.RoomsError
                );
            case EventNames.MessageError:
                var error = entry.Read(ContractsJson.Default.MessageError);
                return target.Emit(RoomsEvents.Error, new RoomsError(error.Message, error.Error), RoomsDialectJson.Default.RoomsError);
            default:
                return 0;
        }
    }

    public override int Encode(TypingStatus status, EmitTarget target) =>
        target.Emit(
            status.IsTyping ? RoomsEvents.UserTyping : RoomsEvents.UserStopTyping,
            new RoomsUser(status.UserId),
            RoomsDialectJson.Default.RoomsUser
        );

    public override int Encode(PresenceStatus status, EmitTarget target) =>
        target.Emit(
            status.Online ? RoomsEvents.UserJoined : RoomsEvents.UserLeft,
            new RoomsUser(status.UserId),
            RoomsDialectJson.Default.RoomsUser
        );

    private static RoomsMessage MessageOf(string userId, string content, long timestamp, bool isAi) =>
        new()
        {
            UserId = userId,
            Content = content,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime,
            IsAi = isAi,
        };

    private void AddToHistory(SessionId session, LogEntry entry, RoomsMessage message) =>
        relay.Post(session, entry.Seq, RoomsPacket.Write(RoomsEvents.NewMessage, message, RoomsDialectJson.Default.RoomsMessage));
}
