using System.Diagnostics;

namespace Turns.Bench.Clients;

/// <summary>One message and its reply. Durations count from sending, in milliseconds.</summary>
/// <param name="BegunAt">When the message was sent, in ticks of the stopwatch.</param>
/// <param name="AcknowledgedMs">Until the message was durable.</param>
/// <param name="FirstTokenMs">Until the first chunk; null if the reply had none.</param>
/// <param name="CompletedMs">Until the reply was complete.</param>
/// <param name="Failure">Why there is no reply; the durations say nothing then.</param>
internal sealed record Turn(long BegunAt, double AcknowledgedMs, double? FirstTokenMs, double CompletedMs, string? Failure)
{
    public const string TimedOut = "timeout";

    public static Turn Of(long begunAt, long acknowledgedAt, ReplyEnd end) =>
        new(begunAt, Ms(begunAt, acknowledgedAt), end.FirstChunkAt is { } at ? Ms(begunAt, at) : null, Ms(begunAt, end.At), end.Failure);

    public static Turn Failed(long begunAt, string failure) => new(begunAt, 0, null, 0, failure);

    private static double Ms(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;
}
