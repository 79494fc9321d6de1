using LocalAspire.Dashboard.Api;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Pages.Logs;

/// <summary>What the logs page filters by, as its address says it.</summary>
internal sealed class LogsQuery
{
    private const int Shown = 300;

    private LogsQuery(HttpRequest request)
    {
        var query = request.Query;
        (Resource, Severity, Search, TraceId) = (One("resource"), One("severity"), One("search"), One("traceId"));
        QueryString = request.QueryString.ToString();
        WithoutTrace = request.Path + QueryStringWithoutTrace(query);
        IsValid = TelemetryFilter.TryRead(query, Shown, out var filter, out _);
        Filter = filter;

        string? One(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;
    }

    public string? Resource { get; }

    public string? Severity { get; }

    public string? Search { get; }

    public string? TraceId { get; }

    public string QueryString { get; }

    public string WithoutTrace { get; }

    public TelemetryFilter Filter { get; }

    /// <summary>False when a parameter was written by hand and makes no sense.</summary>
    public bool IsValid { get; }

    public bool IsEmpty => (Resource ?? Severity ?? Search ?? TraceId) is null;

    public static LogsQuery Read(HttpRequest request) => new(request);

    private static string QueryStringWithoutTrace(IQueryCollection query) => Microsoft.AspNetCore.Http.QueryString.Create(
        query.Where(pair => pair.Key is "resource" or "severity" or "search")).ToString();
}
