namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// Replaces a service's name by one of its addresses. <c>https+http://name</c> prefers https. A host that configuration does not
/// know is left to DNS.
/// </summary>
internal sealed class ResolvingHttpDelegatingHandler(ConfigurationEndpointResolver resolver) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri;
        if (original is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = Resolve(original);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry further out resolves anew, and so may take another instance.
            request.RequestUri = original;
        }
    }

    private Uri Resolve(Uri uri)
    {
        foreach (var scheme in uri.Scheme.Split('+'))
        {
            if (resolver.Resolve(uri.Host, scheme) is not { } endpoint)
            {
                continue;
            }

            return new UriBuilder(uri) { Scheme = endpoint.Scheme, Host = endpoint.Host, Port = endpoint.Port }.Uri;
        }

        return uri;
    }
}
