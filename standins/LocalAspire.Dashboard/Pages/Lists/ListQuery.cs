using LocalAspire.Dashboard.Api;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Pages.Lists;

/// <summary>What a list is filtered by, as its address says it.</summary>
internal sealed class ListQuery
{
    private readonly HttpRequest _request;

    /// <param name="request">The list's own, or that of its live part.</param>
    /// <param name="limit">How many are shown when the address does not say.</param>
    public ListQuery(HttpRequest request, int limit)
    {
        _request = request;
        IsValid = TelemetryFilter.TryRead(request.Query, limit, out var filter, out _);
        Filter = filter;
    }

    public string? Resource => One("resource");

    public string? Severity => One("severity");

    public string? Search => One("search");

    public string? TraceId => One("traceId");

    public bool ErrorsOnly => Filter.HasError == true;

    public string QueryString => _request.QueryString.ToString();

    public TelemetryFilter Filter { get; }

    /// <summary>False when a parameter was written by hand and makes no sense.</summary>
    public bool IsValid { get; }

    public bool IsEmpty => (Resource ?? Severity ?? Search ?? TraceId ?? One("hasError")) is null;

    /// <summary>The same list without one of its filters.</summary>
    public string Without(string parameter) => _request.Path + Microsoft.AspNetCore.Http.QueryString.Create(
        _request.Query.Where(pair => !pair.Key.Equals(parameter, StringComparison.OrdinalIgnoreCase)));

    private string? One(string name) => _request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;
}
