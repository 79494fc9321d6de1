using LocalAspire.Dashboard.Api;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>What the traces page filters by, as its address says it.</summary>
internal sealed class TracesQuery
{
    private const int Shown = 200;

    private TracesQuery(HttpRequest request)
    {
        var query = request.Query;
        (Resource, Search) = (One("resource"), One("search"));
        QueryString = request.QueryString.ToString();
        IsValid = TelemetryFilter.TryRead(query, Shown, out var filter, out _);
        Filter = filter;

        string? One(string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;
    }

    public string? Resource { get; }

    public string? Search { get; }

    public bool ErrorsOnly => Filter.HasError == true;

    public string QueryString { get; }

    public TelemetryFilter Filter { get; }

    /// <summary>False when a parameter was written by hand and makes no sense.</summary>
    public bool IsValid { get; }

    public bool IsEmpty => (Resource ?? Search) is null && Filter.HasError is null;

    public static TracesQuery Read(HttpRequest request) => new(request);
}
