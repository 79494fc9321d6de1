namespace Services.Gateway.Page;

/// <summary>What a browser may do with the page.</summary>
internal static class PageSecurity
{
    /// <summary>Sets the headers of a file of the page.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="isDocument">True for what the browser shows as a page.</param>
    public static void Apply(HttpResponse response, bool isDocument)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        if (isDocument)
        {
            response.Headers.ContentSecurityPolicy = PolicyFor(response.HttpContext.Request.Host);
        }
    }

    /// <summary>
    /// The page's own files and its own gateway, and nothing else. Browsers of before 2023 do not count WebSockets to <c>'self'</c>, so
    /// that the host is named too; a balancer may hide whether it is <c>ws</c> or <c>wss</c>.
    /// </summary>
    private static string PolicyFor(HostString host)
    {
        var sockets = Uri.CheckHostName(host.Host) == UriHostNameType.Unknown ? "" : $" ws://{host} wss://{host}";
        return $"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'{sockets}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
