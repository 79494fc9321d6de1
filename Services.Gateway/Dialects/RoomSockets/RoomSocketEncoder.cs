using Services.Contracts;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Conversations.EventLog;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>
/// Turns entries of the log into frames for one connection. A reply waits a moment for its evaluation, which is part of its frame; whatever
/// a reader would expect after the reply waits with it. Thread-safe.
/// </summary>
internal sealed class RoomSocketEncoder : IDisposable
{
    private static readonly TimeSpan EvaluationWait = TimeSpan.FromSeconds(1.5);

    private readonly string _connection;
    private readonly bool _wantsChunks;
    private readonly Action<RoomSocketFrame> _send;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private MessageComplete? _waiting;
    private long _waitingSeq;

    public RoomSocketEncoder(string connection, bool wantsChunks, Action<RoomSocketFrame> send, TimeProvider time)
    {
        _connection = connection;
        _wantsChunks = wantsChunks;
        _send = send;
        _timer = time.CreateTimer(
            static self => ((RoomSocketEncoder)self!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Take(LogEntry entry)
    {
        lock (_gate)
        {
            switch (entry.Name)
            {
                case EventNames.MessageComplete:
                    Respond(null);
                    _waiting = entry.Read(ContractsJson.Default.MessageComplete);
                    _waitingSeq = entry.Seq;
                    _timer.Change(EvaluationWait, Timeout.InfiniteTimeSpan);
                    break;
                case EventNames.MessageEvaluated:
                    var evaluated = entry.Read(ContractsJson.Default.MessageEvaluated);
                    if (evaluated.MessageId == _waiting?.MessageId)
                    {
                        Respond(evaluated);
                    }

                    break;
                default:
                    if (Translate(entry) is { } frame)
                    {
                        Respond(null);
                        _send(frame with { Seq = entry.Seq });
                    }

                    break;
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_gate)
        {
            Respond(null);
        }
    }

    private void Respond(MessageEvaluated? evaluated)
    {
        if (_waiting is not { } reply)
        {
            return;
        }

        _waiting = null;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _send(
            new RoomSocketFrame
            {
                Type = RoomSocketFrameTypes.AiResponse,
                Seq = _waitingSeq,
                MessageId = reply.MessageId,
                Content = reply.Content,
                Evaluation = new RoomSocketEvaluation { Scores = evaluated?.Scores ?? reply.Metadata.Evaluation, Flags = evaluated?.Flags },
                Metadata = reply.Metadata,
                Timestamp = reply.Timestamp,
            }
        );
    }

    private RoomSocketFrame? Translate(LogEntry entry) =>
        entry.Name switch
        {
            EventNames.MessageChunk when _wantsChunks => Chunk(entry.Read(ContractsJson.Default.MessageChunk)),
            EventNames.UserMessage => Message(entry.Read(ContractsJson.Default.UserMessage)),
            EventNames.MessageBlocked => Blocked(entry.Read(ContractsJson.Default.MessageBlocked)),
            EventNames.MessageError => Failed(entry.Read(ContractsJson.Default.MessageError)),
            EventNames.HandoverQueued => new RoomSocketFrame { Type = RoomSocketFrameTypes.HandoverQueued },
            EventNames.HandoverClaimed => new RoomSocketFrame
            {
                Type = RoomSocketFrameTypes.HandoverClaimed,
                Name = entry.Read(ContractsJson.Default.HandoverClaimed).DisplayName,
            },
            EventNames.HandoverReturned => new RoomSocketFrame { Type = RoomSocketFrameTypes.HandoverReturned },
            EventNames.SessionGap => new RoomSocketFrame { Type = RoomSocketFrameTypes.SessionGap },
            EventNames.SessionEnded => new RoomSocketFrame { Type = RoomSocketFrameTypes.SessionEnded, Code = ErrorCodes.SessionEnded },
            _ => null,
        };

    private static RoomSocketFrame Chunk(MessageChunk chunk) =>
        new()
        {
            Type = RoomSocketFrameTypes.AiChunk,
            MessageId = chunk.MessageId,
            Content = chunk.Content,
            ChunkIndex = chunk.ChunkIndex,
        };

    /// <summary>What was sent on this very connection is no news to it; what its user sent on another one is.</summary>
    private RoomSocketFrame? Message(UserMessage message) =>
        message.By == _connection
            ? null
            : new RoomSocketFrame
            {
                Type = RoomSocketFrameTypes.Message,
                MessageId = message.MessageId,
                ClientMessageId = message.ClientMessageId,
                UserId = message.UserId,
                Name = message.DisplayName,
                Role = message.Role,
                Content = message.Content,
                Timestamp = message.Timestamp,
            };

    private static RoomSocketFrame Blocked(MessageBlocked blocked) =>
        new()
        {
            Type = RoomSocketFrameTypes.Error,
            MessageId = blocked.MessageId,
            Content = "Message blocked by safety filters",
            Reason = blocked.Reason,
            Categories = blocked.Categories,
            Timestamp = blocked.Timestamp,
        };

    private static RoomSocketFrame Failed(MessageError error) =>
        new()
        {
            Type = RoomSocketFrameTypes.Error,
            MessageId = error.MessageId,
            Content = error.Message,
            Code = error.Error,
            Timestamp = error.Timestamp,
        };
}
