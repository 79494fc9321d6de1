using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServiceDefaults.Secrecy;

/// <summary>
/// Makes the context of a request after its secrets were taken out of the query, so that nobody behind can log them, trace them or pass
/// them on: ASP.NET Core's own log of requests begins with the context, as do spans. A factory is the first of the application's that a
/// request meets.
/// </summary>
internal sealed class SecretHttpContextFactory(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _factory = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { QueryString.Length: > 1 } request)
        {
            var query = SecretQuery.Strip(request.QueryString, out var token);
            if (!ReferenceEquals(query, request.QueryString))
            {
                request.QueryString = query;
                request.RawTarget = request.RawTarget.Split('?')[0] + query;
            }

            if (token is not null)
            {
                featureCollection.Set(new QueryToken(token));
            }
        }

        return _factory.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _factory.Dispose(httpContext);
}
