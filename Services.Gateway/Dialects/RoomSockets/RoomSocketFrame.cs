using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>A frame to a client of the room WebSocket; each type has some of the members.</summary>
internal sealed record RoomSocketFrame
{
    /// <summary>One of <see cref="RoomSocketFrameTypes"/>.</summary>
    public required string Type { get; init; }

    public string? Content { get; init; }

    /// <summary>
    /// The event's number in the session's log; a client that connects with <c>?after=</c> the last one it had gets exactly what came then.
    /// </summary>
    public long? Seq { get; init; }

    public int? ChunkIndex { get; init; }

    public MessageId? MessageId { get; init; }

    /// <summary>With <c>ack</c>: the id that the reply will have.</summary>
    public MessageId? ReplyId { get; init; }

    public string? ClientMessageId { get; init; }

    public string? UserId { get; init; }

    /// <summary>With <c>message</c>: who wrote it; with <c>handover_claimed</c>: who has the conversation.</summary>
    public string? Name { get; init; }

    /// <summary>With <c>message</c>: what they are to the conversation.</summary>
    public AuthorRole? Role { get; init; }

    /// <summary>With <c>ai_response</c>: scores and flags; empty if there were none in time.</summary>
    public RoomSocketEvaluation? Evaluation { get; init; }

    public ReplyMetadata? Metadata { get; init; }

    /// <summary>With <c>error</c>: what a guardrail objected to.</summary>
    public string? Reason { get; init; }

    /// <summary>With <c>error</c> and a reason: the guardrail categories that fired.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>With <c>error</c>: one of <see cref="Contracts.ErrorCodes"/>.</summary>
    public string? Code { get; init; }

    public long? RetryAfterMs { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public long? Timestamp { get; init; }
}

/// <summary>The runtime evaluation in an <c>ai_response</c>.</summary>
internal sealed record RoomSocketEvaluation
{
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    public IReadOnlyList<string>? Flags { get; init; }
}

/// <summary>The types of frames.</summary>
internal static class RoomSocketFrameTypes
{
    public const string Message = "message";
    public const string HandoverQueued = "handover_queued";
    public const string HandoverClaimed = "handover_claimed";
    public const string HandoverReturned = "handover_returned";
    public const string AiChunk = "ai_chunk";
    public const string AiResponse = "ai_response";
    public const string Error = "error";
    public const string Ack = "ack";
    public const string Pong = "pong";
    public const string TypingStart = "typing_start";
    public const string TypingStop = "typing_stop";
    public const string SystemAlert = "system_alert";
    public const string SessionEnded = "session_ended";

    /// <summary>Events up to <see cref="RoomSocketFrame.Seq"/> are missing here: the log no longer has them.</summary>
    public const string SessionGap = "session_gap";
}
