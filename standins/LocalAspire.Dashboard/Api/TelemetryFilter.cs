using System.Globalization;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;
using LocalAspire.Dashboard.Telemetry.Search;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Api;

/// <summary>The query parameters of the telemetry API. What is absent does not filter.</summary>
internal sealed class TelemetryFilter
{
    private const int MaxLimit = 100_000;

    private TelemetryFilter()
    {
    }

    public required IReadOnlyList<string> Resources { get; init; }

    /// <summary>A trace id or the beginning of one, in lower case.</summary>
    public required string? TraceId { get; init; }

    public required bool? HasError { get; init; }

    public required int LeastSeverity { get; init; }

    public required int Limit { get; init; }

    public required bool Follow { get; init; }

    public required SearchQuery<SearchableSpan> SpanSearch { get; init; }

    public required SearchQuery<SearchableLog> LogSearch { get; init; }

    /// <summary>Returns false with a sentence when a parameter is not valid.</summary>
    public static bool TryRead(IQueryCollection query, int defaultLimit, out TelemetryFilter filter, out string? problem)
    {
        problem = null;
        var severity = 0;
        if (One("severity") is { } severityText && !Severity.TryParse(severityText, out severity))
        {
            problem = $"severity must be one of {string.Join(", ", Severity.Names)}.";
        }

        var limit = defaultLimit;
        if (One("limit") is { } limitText
            && (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit > MaxLimit))
        {
            problem = $"limit must be a whole number from 0 to {MaxLimit}.";
        }

        filter = new TelemetryFilter
        {
            Resources = [.. query["resource"].OfType<string>().Where(name => name.Length > 0)],
            TraceId = One("traceId")?.ToLowerInvariant(),
            HasError = Flag("hasError", ref problem),
            LeastSeverity = severity,
            Limit = limit,
            Follow = Flag("follow", ref problem) ?? false,
            SpanSearch = SearchQuery<SearchableSpan>.Parse(One("search")),
            LogSearch = SearchQuery<SearchableLog>.Parse(One("search")),
        };
        return problem is null;

        string? One(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;

        bool? Flag(string name, ref string? problem)
        {
            if (One(name) is not { } text)
            {
                return null;
            }

            if (!bool.TryParse(text, out var value))
            {
                problem = $"{name} must be true or false.";
            }

            return value;
        }
    }

    public bool Matches(SpanEntry entry) =>
        MatchesResource(entry.Resource)
        && (HasError is null || entry.Span.IsError == HasError)
        && MatchesTrace(entry.Span.TraceId)
        && SpanSearch.Matches(new SearchableSpan(entry));

    public bool Matches(LogEntry entry) =>
        entry.Record.SeverityNumber >= LeastSeverity
        && MatchesResource(entry.Resource)
        && MatchesTrace(entry.Record.TraceId)
        && LogSearch.Matches(new SearchableLog(entry));

    public bool Matches(Trace trace) =>
        (HasError is null || trace.HasErrors == HasError)
        && (Resources.Count == 0 || trace.Spans.Any(entry => MatchesResource(entry.Resource)))
        && (SpanSearch.IsEmpty || SpanSearch.MatchesGroup(trace.Spans.Select(entry => new SearchableSpan(entry))));

    private bool MatchesTrace(TraceId id) =>
        TraceId is null || (id.IsValid && id.ToString().StartsWith(TraceId, StringComparison.Ordinal));

    private bool MatchesResource(TelemetryResource resource)
    {
        if (Resources.Count == 0)
        {
            return true;
        }

        foreach (var name in Resources)
        {
            if (resource.Matches(name))
            {
                return true;
            }
        }

        return false;
    }
}
