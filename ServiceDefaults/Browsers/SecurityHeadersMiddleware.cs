using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Browsers;

/// <summary>
/// What browsers are told with every answer, whoever gave it: to show it in no frame, to guess no type, and to let it do nothing. Headers
/// are set when the answer begins, so that neither an error handler that clears them nor another gateway's answer leaves them out.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    /// <summary>For all that is no document. A document says what it needs itself.</summary>
    private const string NothingAllowed = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string NoFeature =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static response =>
            {
                Apply(((HttpResponse)response).Headers);
                return Task.CompletedTask;
            },
            context.Response
        );
        return next(context);
    }

    private static void Apply(IHeaderDictionary headers)
    {
        headers.TryAdd("Content-Security-Policy", NothingAllowed);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = NoFeature;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
