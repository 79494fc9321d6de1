using System.Collections.Concurrent;
using System.Diagnostics;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Switchboard.Testing;

/// <summary>
/// Counts what this process asks of PostgreSQL, Redis, the broker and other services within a trace, from the spans of the clients; what
/// Redis is asked from the client's own profiler, so that no call escapes for want of a span.
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<ActivityTraceId, ProfilingSession> _redis = new();
    private readonly ActivityListener _listener;

    public RoundTrips(IConnectionMultiplexer redis)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source =>
                source.Name is "test" or "Npgsql" or "System.Net.Http" || source.Name.StartsWith("Switchboard.", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        redis.RegisterProfiler(() =>
            Activity.Current is { } current ? _redis.GetOrAdd(current.TraceId, _ => new ProfilingSession()) : null
        );
    }

    /// <summary>The spans of a trace that have ended.</summary>
    public IReadOnlyList<Activity> SpansOf(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

    /// <summary>Waits for a span of the trace that has ended.</summary>
    public async Task<Activity> WaitForAsync(ActivityTraceId trace, Func<Activity, bool> matches)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (SpansOf(trace).FirstOrDefault(matches) is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>
    /// The longest row of round trips that follow one another, begun and ended within a time: those that overlap are one in it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<RoundTrip>> InARow(ActivityTraceId trace, DateTime from, DateTime until)
    {
        var all = FromSpans(trace)
            .Concat(FromRedis(trace))
            .Where(trip => trip.Start >= from && trip.Start < until)
            .OrderBy(trip => trip.End)
            .ToList();
        List<List<RoundTrip>> row = [];
        var end = DateTime.MinValue;
        foreach (var trip in all)
        {
            if (trip.Start >= end)
            {
                row.Add([]);
                end = trip.End;
            }

            row[^1].Add(trip);
        }

        return row;
    }

    /// <summary>A row as lines of text, numbered.</summary>
    public static string Describe(IReadOnlyList<IReadOnlyList<RoundTrip>> row) =>
        string.Join('\n', row.Select((step, i) => $"{i + 1}. {string.Join(" | ", step.Select(trip => trip.Name))}"));

    public void Dispose() => _listener.Dispose();

    private IEnumerable<RoundTrip> FromSpans(ActivityTraceId trace) =>
        from span in SpansOf(trace)
        where span.Kind is ActivityKind.Client or ActivityKind.Producer && span.Source.Name != "Switchboard.Conversations"
        select new RoundTrip(NameOf(span), span.StartTimeUtc, span.StartTimeUtc + span.Duration);

    private IEnumerable<RoundTrip> FromRedis(ActivityTraceId trace) =>
        _redis.TryGetValue(trace, out var session)
            ? session
                .FinishProfiling()
                .Where(command => !command.Flags.HasFlag(CommandFlags.FireAndForget))
                .Select(command => new RoundTrip(
                    $"redis {command.Command}",
                    command.CommandCreated,
                    command.CommandCreated + command.ElapsedTime
                ))
            : [];

    private static string NameOf(Activity span) =>
        span.Source.Name switch
        {
            "Npgsql" => $"postgres {Shorten(span.GetTagItem("db.query.text") ?? span.GetTagItem("db.statement") ?? span.DisplayName)}",
            "System.Net.Http" => $"http {span.GetTagItem("http.request.method")} {span.GetTagItem("url.full")}",
            _ => span.DisplayName,
        };

    private static string Shorten(object text)
    {
        var line = string.Join(' ', text.ToString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 100 ? line : line[..100];
    }
}
