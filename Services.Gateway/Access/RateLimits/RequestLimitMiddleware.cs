using System.Security.Claims;
using Services.Gateway.Errors;

namespace Services.Gateway.Access.RateLimits;

/// <summary>Counts HTTP requests: by address before anything is done for them, by user once it is known who that is.</summary>
internal static class RequestLimitMiddleware
{
    /// <summary>Says how the endpoint's requests count. One that does not counts as <see cref="RequestKind.Public"/>.</summary>
    public static TBuilder CountsAs<TBuilder>(this TBuilder endpoint, RequestKind kind)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequestLimit(kind));

    /// <summary>By address; the page's files too. Socket.IO counts by itself.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app) =>
        app.Use(
            static (context, next) =>
                KindOf(context) != RequestKind.Transport
                && context.RequestServices.GetRequiredService<RequestLimiter>().Take(context.Connection.RemoteIpAddress) is { } refused
                    ? context.RefuseAsync(refused)
                    : next(context)
        );

    /// <summary>By user, for who has signed in; after authorisation.</summary>
    public static IApplicationBuilder UseUserLimits(this IApplicationBuilder app) =>
        app.Use(
            static async (context, next) =>
            {
                if (await CheckAsync(context) is { } refused)
                {
                    await context.RefuseAsync(refused);
                }
                else
                {
                    await next(context);
                }
            }
        );

    private static async Task<GatewayError?> CheckAsync(HttpContext context)
    {
        if (
            KindOf(context) is RequestKind.Connection or RequestKind.Transport
            || context.User.Identity is not ClaimsIdentity { IsAuthenticated: true } identity
            || CallerClaims.ReadToken(identity) is not { Caller: var caller }
        )
        {
            return null;
        }

        var services = context.RequestServices;
        return services.GetRequiredService<RequestLimiter>().Take(caller) is { } refused ? refused
            : await services.GetRequiredService<RateLimiter>().TakeAsync(KindOf(context), caller, context.RequestAborted) is { } wait
                ? GatewayError.RateLimited(wait)
            : null;
    }

    private static RequestKind KindOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequestLimit>()?.Kind ?? RequestKind.Public;
}
