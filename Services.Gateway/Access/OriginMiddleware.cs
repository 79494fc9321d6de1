using Services.Contracts;
using Services.Gateway.Errors;

namespace Services.Gateway.Access;

/// <summary>
/// Middleware: keeps foreign web pages from using the gateway in a visitor's name, whatever the transport. Browsers do not apply the
/// same-origin policy to a WebSocket, nor to requests that need no permission beforehand; they name the page in <c>Origin</c>. Programs
/// send none and are let through.
/// </summary>
internal sealed class OriginMiddleware(RequestDelegate next, OriginPolicy origins)
{
    private static readonly GatewayError Refused = new(ErrorCodes.AuthFailed, "The origin is not allowed.");

    public Task InvokeAsync(HttpContext context) =>
        origins.IsAllowed(context.Request) ? next(context) : Refused.ToProblem().ExecuteAsync(context);
}
