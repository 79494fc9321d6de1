using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;

namespace Services.Gateway.Feeds;

/// <summary>
/// <c>session:gap</c>: the log no longer has what came after <see cref="After"/>; the client goes on after <see cref="From"/>, and finds
/// what was said meanwhile in the session's history. Handed to subscribers like an entry of the log, so that it comes where the events are
/// missing, and moves the offset of the client behind them.
/// </summary>
internal sealed record SessionGap
{
    public required SessionId SessionId { get; init; }

    /// <summary>The last number that the client had.</summary>
    public required long After { get; init; }

    /// <summary>The number after which events come. Less than <see cref="After"/> if the log was put back to an older copy.</summary>
    public required long From { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }

    public LogEntry ToEntry() =>
        new(From, EventNames.SessionGap, JsonSerializer.SerializeToUtf8Bytes(this, FeedsJson.Default.SessionGap), null);
}
