using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Json;

namespace Services.Conversations.EventLog;

/// <summary>
/// The byte form of what one append wrote, the same in the stream and on the channel: a line <c>COUNT TRACEPARENT</c>, then a line <c>NAME
/// PAYLOAD</c> for each event. JSON has no raw line ends, so lines are found without reading it. The events are numbered by where the batch
/// stands, and get their <c>seq</c> when they are read: an append costs the server the same whether it carries one chunk or hundreds.
/// </summary>
internal static class EventBatch
{
    private const byte LineEnd = (byte)'\n';
    private const byte Space = (byte)' ';
    private const int KeepAtMost = 256 * 1024;

    // ,"seq": with the longest number.
    private const int SeqLength = 7 + 19;

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = ContractsJson.Default.Options.Encoder,
        SkipValidation = true,
    };

    // What a thread writes batches into.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _output;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    /// <summary>Writes events of one append.</summary>
    public static byte[] Encode(IReadOnlyList<SessionEvent> events, string traceParent)
    {
        var output = _output ??= new ArrayBufferWriter<byte>();
        var json = _json ??= new Utf8JsonWriter(output, JsonOptions);
        output.ResetWrittenCount();
        Write(output, string.Create(CultureInfo.InvariantCulture, $"{events.Count} {traceParent}\n"));
        foreach (var e in events)
        {
            Write(output, e.Name);
            output.Write([Space]);
            json.Reset(output);
            JsonSerializer.Serialize(json, e, e.GetType(), ContractsJson.Default);
            json.Flush();
            output.Write([LineEnd]);
        }

        var batch = output.WrittenSpan.ToArray();
        if (output.Capacity > KeepAtMost)
        {
            _output = null;
        }

        return batch;
    }

    /// <summary>
    /// Reads the entries of a batch whose last event has the number <paramref name="last"/>; adds those after <paramref name="after"/>.
    /// Nothing for anything else.
    /// </summary>
    public static void Decode(long last, ReadOnlySpan<byte> batch, long after, List<LogEntry> entries)
    {
        var head = batch.IndexOf(LineEnd);
        if (head < 0 || !Utf8Parser.TryParse(batch[..head], out int count, out var used) || used >= head || count > batch.Length)
        {
            return;
        }

        var trace = used + 1 < head ? Encoding.ASCII.GetString(batch[(used + 1)..head]) : null;
        var payloads = GC.AllocateUninitializedArray<byte>(batch.Length + (SeqLength * count));
        var name = "";
        var written = 0;
        batch = batch[(head + 1)..];
        for (var seq = last - count + 1; seq <= last; seq++)
        {
            var end = batch.IndexOf(LineEnd);
            var space = batch.IndexOf(Space);
            // A payload is an object, of two bytes at least.
            if (end < 0 || space < 0 || end - space <= 2)
            {
                return;
            }

            if (seq > after)
            {
                name = NameOf(batch[..space], name);
                var length = Number(batch[(space + 1)..end], seq, payloads.AsSpan(written));
                entries.Add(new LogEntry(seq, name, payloads.AsMemory(written, length), trace));
                written += length;
            }

            batch = batch[(end + 1)..];
        }
    }

    /// <summary>Copies a payload, an object that is not empty, with its number as the last member.</summary>
    private static int Number(ReadOnlySpan<byte> payload, long seq, Span<byte> destination)
    {
        var open = payload.Length - 1;
        payload[..open].CopyTo(destination);
        ",\"seq\":"u8.CopyTo(destination[open..]);
        open += 7;
        Utf8Formatter.TryFormat(seq, destination[open..], out var digits);
        destination[open + digits] = (byte)'}';
        return open + digits + 1;
    }

    /// <summary>Most events of a batch have the name of the one before.</summary>
    private static string NameOf(ReadOnlySpan<byte> name, string before) =>
        Ascii.Equals(name, before) ? before : Encoding.ASCII.GetString(name);

    private static void Write(ArrayBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
