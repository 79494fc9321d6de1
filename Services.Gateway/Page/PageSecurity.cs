using Services.Gateway.Access.Oidc;

namespace Services.Gateway.Page;

/// <summary>What a browser may do with the page; what holds for every answer is told with all of them.</summary>
internal sealed class PageSecurity(OidcProvider provider)
{
    /// <summary>
    /// Learns where the page has to send its sign-in, before the document is answered; waits for the provider for its time at most.
    /// </summary>
    public async ValueTask PrepareAsync()
    {
        if (provider is { IsConfigured: true, Known: null })
        {
            await provider.GetAsync();
        }
    }

    /// <summary>Sets the policy of the document, in place of the one that allows nothing.</summary>
    public void Apply(HttpResponse response) =>
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
            + $"connect-src {string.Join(' ', Connections(response.HttpContext.Request.Host))}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// Browsers of before 2023 do not count WebSockets to <c>'self'</c>, so that the host is named too; a balancer may hide whether it is
    /// <c>ws</c> or <c>wss</c>. At the provider, the page reads its configuration and gets and revokes its tokens.
    /// </summary>
    private IEnumerable<string> Connections(HostString host)
    {
        List<string> sources = ["'self'"];
        if (Uri.CheckHostName(host.Host) != UriHostNameType.Unknown)
        {
            sources.AddRange($"ws://{host}", $"wss://{host}");
        }

        var said = provider.Known;
        var endpoints = (string?[])[provider.Authority?.AbsoluteUri, said?.TokenEndpoint, said?.RevocationEndpoint];
        foreach (var endpoint in endpoints)
        {
            if (Uri.TryCreate(endpoint, UriKind.Absolute, out var address))
            {
                sources.Add(address.GetLeftPart(UriPartial.Authority));
            }
        }

        return sources.Distinct(StringComparer.OrdinalIgnoreCase);
    }
}
