using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Json;

namespace Services.Conversations.EventLog;

/// <summary>The byte forms of an event: the payload handed to the script, and the frame the script publishes.</summary>
internal static class EventFrame
{
    /// <summary>The event as UTF-8 JSON without its closing brace, so that the script can add <c>seq</c>.</summary>
    public static byte[] OpenPayload(SessionEvent @event)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), ContractsJson.Default);
        return json[..^1];
    }

    /// <summary>Reads <c>SEQ NAME TRACEPARENT\nPAYLOAD</c>; null for anything else.</summary>
    public static LogEntry? Parse(byte[]? frame)
    {
        if (frame is null || Array.IndexOf(frame, (byte)'\n') is not (> 0 and var end)) return null;
        var head = frame.AsSpan(0, end);
        var first = head.IndexOf((byte)' ');
        var last = head.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first) return null;
        if (!Utf8Parser.TryParse(head[..first], out long seq, out var used) || used != first) return null;
        var trace = Encoding.ASCII.GetString(head[(last + 1)..]);
        return new LogEntry(seq, Encoding.UTF8.GetString(head[(first + 1)..last]), frame.AsMemory(end + 1), trace.Length == 0 ? null : trace);
    }
}
