using System.Text.Json;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>session:create</c>.</summary>
internal sealed record CreateSessionRequest
{
    /// <summary>What it is about; without it the session is named after its first message.</summary>
    public string? Topic { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <summary><c>queue</c> (the default), <c>interrupt</c> or <c>reject</c>: what a message does that comes while a reply runs.</summary>
    public string? Policy { get; init; }
}

/// <summary><c>session:join</c>, <c>session:leave</c>, <c>session:end</c>, <c>typing:start</c>, <c>typing:stop</c>.</summary>
internal sealed record SessionRequest
{
    public string? SessionId { get; init; }

    /// <summary>Replays what came after this number (<c>session:join</c>).</summary>
    public long? AfterSeq { get; init; }
}

/// <summary><c>message:send</c>.</summary>
internal sealed record SendMessageRequest
{
    public string? SessionId { get; init; }

    public string? Content { get; init; }

    public string? Mode { get; init; }

    public string? ClientMessageId { get; init; }

    public JsonElement? Metadata { get; init; }
}

/// <summary><c>message:cancel</c>.</summary>
internal sealed record CancelMessageRequest
{
    public string? SessionId { get; init; }

    public string? MessageId { get; init; }
}

/// <summary><c>approval:respond</c>.</summary>
internal sealed record AnswerApprovalRequest
{
    public string? SessionId { get; init; }

    public string? ApprovalId { get; init; }

    public bool? Approved { get; init; }

    public string? Reason { get; init; }
}
