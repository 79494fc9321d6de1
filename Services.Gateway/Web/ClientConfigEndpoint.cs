using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.DemoUsers;
using Services.Gateway.Health;
using Services.Gateway.Sessions;

namespace Services.Gateway.Web;

/// <summary>
/// <c>GET /client-config</c>: how to sign in for everybody, and more for who shows a token. A token that is no good is refused, not
/// passed over.
/// </summary>
internal static class ClientConfigEndpoint
{
    private const string TraceId = "{traceId}";

    public static void MapClientConfig(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var auth = WaysToSignIn(
            services.GetRequiredService<IOptions<AuthOptions>>().Value,
            services.GetRequiredService<IHostEnvironment>()
        );
        endpoints
            .MapGet(
                "/client-config",
                (
                    HttpContext context,
                    IOptions<DashboardOptions> dashboard,
                    IOptions<SessionLimitOptions> sessions,
                    RateLimiter limiter,
                    ModelMonitor model,
                    IHostEnvironment environment
                ) =>
                    ShowsAToken(context)
                        ? ForCaller(For(context), context.Caller(), dashboard.Value, sessions.Value, limiter, model, environment)
                        : TypedResults.Ok(new ClientConfig { Auth = For(context) })
            )
            .CountsAs(RequestKind.Reading)
            .RequireAuthorization(static policy =>
                policy
                    .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme)
                    .RequireAssertion(static context =>
                        (context.Resource is HttpContext request && !ShowsAToken(request)) || CallerClaims.IsCaller(context.User)
                    )
            );

        // Whoever cannot sign in as a demo user is not offered them.
        ClientAuth For(HttpContext context) => LocalRequest.Is(context) ? auth : auth with { Demo = false };
    }

    private static ClientAuth WaysToSignIn(AuthOptions options, IHostEnvironment environment) =>
        new()
        {
            Demo = options.HasDemoUsers(environment),
            Oidc = options is { Authority: { } authority, ClientId: { Length: > 0 } clientId }
                ? new ClientOidc
                {
                    Authority = authority.AbsoluteUri.TrimEnd('/'),
                    ClientId = clientId,
                    Scope = options.Scope,
                    Audience = options.Audience,
                    Name = options.Name,
                }
                : null,
        };

    private static bool ShowsAToken(HttpContext context) => context.Request.Headers.Authorization.Count > 0;

    private static Ok<ClientConfig> ForCaller(
        ClientAuth auth,
        Caller caller,
        DashboardOptions dashboard,
        SessionLimitOptions sessions,
        RateLimiter limiter,
        ModelMonitor model,
        IHostEnvironment environment
    ) =>
        TypedResults.Ok(
            new ClientConfig
            {
                Auth = auth,
                User = new ClientUser
                {
                    Id = caller.UserId,
                    Name = caller.Name,
                    Role = caller.Role,
                },
                Model = model.Name,
                TraceUrlTemplate = Roles.IsStaff(caller.Role) ? TraceUrl(dashboard, environment.IsDevelopment()) : null,
                Limits = new ClientLimits
                {
                    MaxMessageLength = sessions.MaxMessageLength,
                    MessagesPerMinute = limiter.MessagesPerMinute(caller.Role),
                },
            }
        );

    /// <summary>In development the link signs the reader in, to consoles and logs as well: it is for staff.</summary>
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
