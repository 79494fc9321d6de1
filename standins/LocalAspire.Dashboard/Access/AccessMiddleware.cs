using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Access;

/// <summary>
/// Lets in whom the endpoint's <see cref="AccessRule"/> names, and sets the security headers. Runs after routing; deny is the default.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, BrowserSession session, DashboardOptions options)
{
    private const string KeyHeader = "x-api-key";

    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private readonly Secret _apiKey = new(options.TelemetryApiKey);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        var rule = context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        if (rule is not null && (ReferenceEquals(rule, AccessRule.Anyone) || ReferenceEquals(rule, AccessRule.Endpoint)))
        {
            return next(context);
        }

        headers.CacheControl = "no-store";
        var byKey = ReferenceEquals(rule, AccessRule.ApiKey);
        if (byKey && _apiKey.Matches(context.Request.Headers[KeyHeader].ToString()))
        {
            return next(context);
        }

        if (!session.IsSignedIn(context))
        {
            return ChallengeAsync(context, byKey);
        }

        return IsSafe(context.Request) || IsSameOrigin(context.Request)
            ? next(context)
            : Results.Problem(statusCode: StatusCodes.Status403Forbidden, detail: "The request comes from another site.").ExecuteAsync(context);
    }

    private static Task ChallengeAsync(HttpContext context, bool byKey)
    {
        var request = context.Request;
        if (byKey)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status401Unauthorized,
                detail: $"The header {KeyHeader} is missing or wrong.").ExecuteAsync(context);
        }

        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect("/login?returnUrl=" + Uri.EscapeDataString(request.Path + request.QueryString));
            return Task.CompletedTask;
        }

        return Results.Problem(statusCode: StatusCodes.Status401Unauthorized, detail: "Sign in first, at /login.").ExecuteAsync(context);
    }

    private static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    // A page on another port of this host counts as the same site, so SameSite alone does not keep its requests out.
    private static bool IsSameOrigin(HttpRequest request) => request.Headers.Origin.ToString().Equals(
        string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}"), StringComparison.OrdinalIgnoreCase);
}
