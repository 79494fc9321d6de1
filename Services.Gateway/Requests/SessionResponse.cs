using System.Text.Json;
using Services.Contracts.Ids;

namespace Services.Gateway.Requests;

/// <summary>
/// <c>session:joined</c>, <c>session:left</c>, <c>session:ended</c>, and the callback's answer to what has no event of its own.
/// </summary>
internal sealed record SessionResponse
{
    public required SessionId SessionId { get; init; }

    /// <summary>The reply that will follow; null where none does.</summary>
    public MessageId? ReplyId { get; init; }

    /// <summary>With <c>session:joined</c>: what the session's creator gave it along.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}
