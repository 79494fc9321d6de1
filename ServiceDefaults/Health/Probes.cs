using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Health;

/// <summary>Requests that only ask how the service is; they come every few seconds for as long as it runs.</summary>
internal static class Probes
{
    public const string Health = "/health";
    public const string Alive = "/alive";
    public const string Metrics = "/metrics";

    public static bool IsProbe(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Health)
        || context.Request.Path.StartsWithSegments(Alive)
        || context.Request.Path.StartsWithSegments(Metrics);
}
