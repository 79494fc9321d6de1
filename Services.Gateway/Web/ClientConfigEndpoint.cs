using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Health;
using Services.Gateway.Sessions;

namespace Services.Gateway.Web;

/// <summary><c>GET /client-config</c>, for signed-in users.</summary>
internal static class ClientConfigEndpoint
{
    private const string TraceId = "{traceId}";

    public static void MapClientConfig(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/client-config", Get).RequireAuthorization();

    private static Ok<ClientConfig> Get(
        HttpContext context,
        IOptions<DashboardOptions> dashboard,
        IOptions<SessionLimitOptions> sessions,
        RateLimiter limiter,
        ModelMonitor model,
        IHostEnvironment environment
    ) =>
        TypedResults.Ok(
            new ClientConfig
            {
                Model = model.Name,
                TraceUrlTemplate = TraceUrl(dashboard.Value, environment.IsDevelopment()),
                Limits = new ClientLimits
                {
                    MaxMessageLength = sessions.Value.MaxMessageLength,
                    MessagesPerMinute = limiter.MessagesPerMinute(context.Caller().Role),
                },
            }
        );

    private static string? TraceUrl(DashboardOptions dashboard, bool isDevelopment)
    {
        if (dashboard.Url is not { } url)
        {
            return null;
        }

        var root = url.ToString().TrimEnd('/');
        return isDevelopment && dashboard.BrowserToken is { Length: > 0 } token
            ? $"{root}/login?t={Uri.EscapeDataString(token)}&returnUrl=/traces/detail/{TraceId}"
            : $"{root}/traces/detail/{TraceId}";
    }
}
