using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Live;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Api;

/// <summary>The telemetry API of Aspire's dashboard: OTLP JSON out, for scripts, <c>aspire otel</c> and agents.</summary>
internal sealed class TelemetryEndpoints(
    TelemetryStore store, IResourceSource resources, DashboardOptions options, FollowerSlots slots)
{
    private const int DefaultLimit = 200;
    private const int DefaultTraceLimit = 100;
    private const int ShortIdLength = 7;

    private readonly Secret _browserToken = new(options.BrowserToken);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/telemetry/validateToken", ValidateToken).WithMetadata(AccessRule.Anyone);
        var group = endpoints.MapGroup("/api/telemetry").WithMetadata(AccessRule.ApiKey);
        group.MapGet("/resources", ListResources);
        group.MapGet("/spans", ListSpansAsync);
        group.MapGet("/logs", ListLogsAsync);
        group.MapGet("/traces", ListTracesAsync);
        group.MapGet("/traces/{traceId}", FindTraceAsync);
    }

    private Results<JsonHttpResult<ApiKeyResponse>, ProblemHttpResult> ValidateToken(TokenRequest request) =>
        _browserToken.Matches(request.Token)
            ? TypedResults.Json(new ApiKeyResponse(options.TelemetryApiKey), ApiJson.Default.ApiKeyResponse)
            : TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized, detail: "The token is not valid.");

    private JsonHttpResult<TelemetryResourceResponse[]> ListResources()
    {
        var known = resources.Resources;
        return TypedResults.Json(
            store.Resources.All.Select(resource => new TelemetryResourceResponse(
                resource.Name,
                resource.InstanceId.Length > 0 ? resource.InstanceId : null,
                known.FirstOrDefault(snapshot => snapshot.InstanceId == resource.InstanceId)?.DisplayName ?? resource.CompositeName,
                resource.HasLogs,
                resource.HasSpans,
                resource.HasMetrics)).ToArray(),
            ApiJson.Default.TelemetryResourceResponseArray);
    }

    private async Task ListSpansAsync(HttpContext context)
    {
        if (await ReadFilterAsync(context, DefaultLimit) is not { } filter)
        {
            return;
        }

        if (filter.Follow)
        {
            await NdjsonStream.WriteAsync(
                context, slots, store.Traces.FollowAsync, filter.Matches, TelemetryContent.Line);
            return;
        }

        var matching = store.Traces.All().SelectMany(trace => trace.Spans).Where(filter.Matches)
            .OrderBy(entry => entry.Span.Start).ToList();
        var newest = matching.TakeLast(filter.Limit).ToList();
        await WriteAsync(context, TelemetryContent.Page(newest, matching.Count, newest.Count));
    }

    private async Task ListLogsAsync(HttpContext context)
    {
        if (await ReadFilterAsync(context, DefaultLimit) is not { } filter)
        {
            return;
        }

        if (filter.Follow)
        {
            await NdjsonStream.WriteAsync(
                context, slots, store.Logs.FollowAsync, filter.Matches, TelemetryContent.Line);
            return;
        }

        var matching = store.Logs.All().Where(filter.Matches).ToList();
        await WriteAsync(context, TelemetryContent.Page(matching.TakeLast(filter.Limit).ToList(), matching.Count));
    }

    private async Task ListTracesAsync(HttpContext context)
    {
        if (await ReadFilterAsync(context, DefaultTraceLimit) is not { } filter)
        {
            return;
        }

        var matching = store.Traces.All().Where(filter.Matches).ToList();
        var newest = matching.TakeLast(filter.Limit).ToList();
        await WriteAsync(
            context, TelemetryContent.Page(newest.SelectMany(trace => trace.Spans).ToList(), matching.Count, newest.Count));
    }

    private Task FindTraceAsync(HttpContext context, string traceId)
    {
        if (Find(traceId) is not { } trace)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status404NotFound,
                title: "Trace not found",
                detail: $"There is no trace '{traceId}', or none yet: spans are exported in batches.").ExecuteAsync(context);
        }

        return WriteAsync(context, TelemetryContent.Page(trace.Spans, trace.Spans.Count, trace.Spans.Count));
    }

    /// <summary>By its id or, as in Aspire, by the first seven digits or more of it.</summary>
    private Trace? Find(string text)
    {
        if (Otlp.Model.TraceId.TryParse(text, out var id))
        {
            return store.Traces.Find(id);
        }

        return text.Length is >= ShortIdLength and < 32
            ? store.Traces.All().FirstOrDefault(trace => trace.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private async Task<TelemetryFilter?> ReadFilterAsync(HttpContext context, int defaultLimit)
    {
        if (!TelemetryFilter.TryRead(context.Request.Query, defaultLimit, out var filter, out var problem))
        {
            await Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: problem).ExecuteAsync(context);
            return null;
        }

        var unknown = filter.Resources.FirstOrDefault(name => !IsKnown(name));
        if (unknown is null)
        {
            return filter;
        }

        await Results.Problem(
            statusCode: StatusCodes.Status404NotFound,
            title: "Resource not found",
            detail: $"There is no resource '{unknown}'.").ExecuteAsync(context);
        return null;
    }

    private bool IsKnown(string name) =>
        store.Resources.All.Any(resource => resource.Matches(name))
        || resources.Resources.Any(snapshot => snapshot.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || snapshot.InstanceId.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
