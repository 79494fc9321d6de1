using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Switchboard.Testing.Peers;

/// <summary>All that a service answers, asked by each who may not: an endpoint that comes later is asked too.</summary>
/// <param name="services">The service's container.</param>
/// <param name="http">Asks it.</param>
/// <param name="audience">Its name.</param>
public sealed class PeerSurface(IServiceProvider services, HttpClient http, string audience)
{
    private const string Operations = "/operations";

    private static readonly string[] Public = ["/health", "/alive", "/metrics", "/openapi", "/docs"];
    private static readonly string[] AnyMethod = ["GET", "POST"];

    /// <summary>
    /// What is wrong, in sentences. Right is: health, metrics and documents for everybody; operations for operators; each other endpoint
    /// for the peers that <paramref name="callers"/> has for it, and 401 or 403 as problem details for everybody else.
    /// </summary>
    /// <param name="callers">By method and route, for example <c>POST /triage</c>.</param>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyDictionary<string, string[]> callers)
    {
        List<string> faults = [];
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (Public.Any(path => route.StartsWith(path, StringComparison.Ordinal)))
            {
                continue;
            }

            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                faults.Add($"{route} is for everybody.");
            }

            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? AnyMethod)
            {
                faults.AddRange(await FaultsAsync(endpoint, method, route, callers));
            }
        }

        return faults;
    }

    private async Task<List<string>> FaultsAsync(
        RouteEndpoint endpoint,
        string method,
        string route,
        IReadOnlyDictionary<string, string[]> callers
    )
    {
        List<string> faults = [];
        var isOperation = route.StartsWith(Operations, StringComparison.Ordinal);
        if (!isOperation && !callers.ContainsKey($"{method} {route}"))
        {
            faults.Add($"{method} {route} is not said to be for anybody.");
        }

        foreach (var peer in TestPeer.All)
        {
            await ExpectAsync("unsigned", token: null, 401);
            await ExpectAsync($"expired, of {peer.Name}", peer.TokenFor(audience, life: TimeSpan.FromSeconds(-30)), 401);
            await ExpectAsync($"for another service, of {peer.Name}", peer.TokenFor("elsewhere"), 401);
            using var impostor = peer.Impostor();
            await ExpectAsync($"signed by somebody as {peer.Name}", impostor.TokenFor(audience), 401);
            if (!callers.GetValueOrDefault($"{method} {route}", []).Contains(peer.Name))
            {
                await ExpectAsync($"of {peer.Name}, who may not", peer.TokenFor(audience), isOperation ? 401 : 403);
            }
        }

        return faults;

        async Task ExpectAsync(string what, string? token, int expected)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), PathOf(endpoint.RoutePattern));
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            request.Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, MediaTypeNames.Application.Json);
            using var response = await http.SendAsync(request);
            if ((int)response.StatusCode != expected || response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            {
                faults.Add($"{method} {route}, {what}: {(int)response.StatusCode} {response.Content.Headers.ContentType}");
            }
        }
    }

    private static string PathOf(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(static segment => string.Concat(segment.Parts.Select(TextOf))));

    private static string TextOf(RoutePatternPart part) => part is RoutePatternLiteralPart literal ? literal.Content : "x";
}
