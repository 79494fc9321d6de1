using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServiceDefaults.Health;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Sessions;

namespace Services.Gateway.Health;

/// <summary><c>/health</c>, and the JSON form of <c>/metrics</c>.</summary>
internal static class OperationalEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        var started = endpoints.ServiceProvider.GetRequiredService<TimeProvider>().GetTimestamp();
        endpoints
            .MapGet(
                "/health",
                (
                    HealthCheckService checks,
                    ConnectionRegistry connections,
                    SessionFeeds feeds,
                    SessionDirectory directory,
                    ModelMonitor model,
                    TimeProvider time,
                    CancellationToken cancellationToken
                ) => HealthAsync(checks, Figures(connections, directory, model), feeds.Count, time, started, cancellationToken)
            )
            .AllowAnonymous()
            .CountsAs(RequestKind.Public)
            .DisableHttpMetrics();
    }

    /// <summary><c>GET /metrics</c> for who accepts JSON.</summary>
    public static Task MetricsAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            context.RequestServices.GetRequiredService<GatewayFigures>().Read(),
            HealthJson.Default.MetricsResponse,
            cancellationToken: context.RequestAborted
        );

    private static async Task<JsonHttpResult<HealthResponse>> HealthAsync(
        HealthCheckService checks,
        HealthFigures figures,
        int rooms,
        TimeProvider time,
        long started,
        CancellationToken cancellationToken
    )
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        var down = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key).ToList();
        var answer = new HealthResponse
        {
            Status = down.Count == 0 ? "healthy" : "unhealthy",
            Success = down.Count == 0,
            Timestamp = time.GetUtcNow().UtcDateTime,
            Uptime = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3),
            ActiveConnections = figures.Connections,
            ActiveRooms = rooms,
            Metrics = figures,
            Down = down,
            Worker = Environment.ProcessId,
            Performance = ProcessPerformance.Read(),
        };
        return TypedResults.Json(
            answer,
            HealthJson.Default.HealthResponse,
            statusCode: down.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static HealthFigures Figures(ConnectionRegistry connections, SessionDirectory directory, ModelMonitor model) =>
        new()
        {
            Connections = connections.Connections,
            Users = connections.Users,
            CachedSessions = directory.CachedCount,
            ModelHealthy = model.IsHealthy,
        };
}
