using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Services.Conversations.EventLog;

/// <summary>One event of a session as it stands in the log.</summary>
/// <param name="Seq">One more than that of the entry before.</param>
/// <param name="Name">The event's name, one of <see cref="Contracts.Events.EventNames"/>.</param>
/// <param name="Payload">The payload as UTF-8 JSON, <c>seq</c> included; ready to be sent.</param>
/// <param name="TraceParent">W3C trace context of the writer; null if it was not traced.</param>
public sealed record LogEntry(long Seq, string Name, ReadOnlyMemory<byte> Payload, string? TraceParent)
{
    /// <summary>The payload as an object; throws <see cref="JsonException"/> if it is none.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(Payload.Span, type) ?? throw new JsonException($"Event {Seq} is empty.");
}

/// <summary>The outcome of appending chunks.</summary>
/// <param name="Appended">False if the index did not fit or the reply has ended.</param>
/// <param name="NextIndex">The chunk index that the log expects next.</param>
/// <param name="LastSeq">The last sequence number given out in the session.</param>
public readonly record struct ChunkAppend(bool Appended, int NextIndex, long LastSeq);

/// <summary>How the end of a reply was appended.</summary>
/// <param name="Appended">False when the reply had ended before.</param>
/// <param name="LastSeq">The last sequence number given out in the session: the last event's own, if it was appended.</param>
public readonly record struct FinalAppend(bool Appended, long LastSeq);

/// <summary>What the log knows of a reply.</summary>
/// <param name="Chunks">Contents of the chunks delivered so far, in order.</param>
/// <param name="Ended">True once complete, blocked or failed.</param>
public sealed record ReplyState(IReadOnlyList<string> Chunks, bool Ended);
