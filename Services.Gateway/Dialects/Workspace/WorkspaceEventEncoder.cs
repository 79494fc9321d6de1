using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>What happens in a session, for those who speak the workspace dialect: the replies, and nothing else.</summary>
internal sealed class WorkspaceEventEncoder : EventEncoder
{
    private const string NoReply = "llm_error";

    public override string Prefix => "workspace";

    public override int Encode(SessionId session, LogEntry entry, EmitTarget target)
    {
        switch (entry.Name)
        {
            case EventNames.MessageChunk:
                var chunk = entry.Read(ContractsJson.Default.MessageChunk);
                return target.Emit(
                    WorkspaceEvents.ChatChunk,
                    new ChatChunk
                    {
                        SessionId = session,
                        Chunk = chunk.Content,
                        Timestamp = chunk.Timestamp,
                    },
                    WorkspaceDialectJson.Default.ChatChunk
                );
            case EventNames.MessageComplete:
                var reply = entry.Read(ContractsJson.Default.MessageComplete);
                return target.Emit(
                    WorkspaceEvents.ChatComplete,
                    new ChatComplete
                    {
                        SessionId = session,
                        MessageId = reply.MessageId,
                        FullResponse = reply.Content,
                        Timestamp = reply.Timestamp,
                    },
                    WorkspaceDialectJson.Default.ChatComplete
                );
            case EventNames.MessageBlocked:
                var blocked = entry.Read(ContractsJson.Default.MessageBlocked);
                return Fail(session, blocked.Reason, null, blocked.Timestamp, target);
            case EventNames.MessageError:
                var error = entry.Read(ContractsJson.Default.MessageError);
                return Fail(session, error.Message, error.Error, error.Timestamp, target);
            default:
                return 0;
        }
    }

    private static int Fail(SessionId session, string message, string? code, long timestamp, EmitTarget target) =>
        target.Emit(
            WorkspaceEvents.ChatError,
            new ChatError
            {
                SessionId = session.ToString(),
                Message = message,
                ErrorType = NoReply,
                Code = code,
                Timestamp = timestamp,
            },
            WorkspaceDialectJson.Default.ChatError
        );
}
