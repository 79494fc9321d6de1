using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Services.Orchestrator.Agents;

/// <summary>Reads newline-delimited JSON as it arrives, a value as soon as its line is complete.</summary>
internal static class NdjsonReader
{
    /// <summary>Longest line, in bytes.</summary>
    public const int LongestLine = 4 * 1024 * 1024;

    /// <summary>
    /// Yields the values of the lines; blank lines are skipped. A line that is too long or no such value is an <see
    /// cref="InvalidDataException"/>.
    /// </summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream,
        JsonTypeInfo<T> json,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    if (Parse(buffer.Slice(0, end), json) is { } value)
                    {
                        yield return value;
                    }

                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (buffer.Length > LongestLine)
                {
                    throw new InvalidDataException($"A line is longer than {LongestLine} bytes.");
                }

                if (result.IsCompleted)
                {
                    if (Parse(buffer, json) is { } last)
                    {
                        yield return last;
                    }

                    yield break;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static T? Parse<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> json)
    {
        try
        {
            var value = new Utf8JsonReader(line);
            return IsBlank(line) ? default : JsonSerializer.Deserialize(ref value, json) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException("A line is no value of the expected kind.", e);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
