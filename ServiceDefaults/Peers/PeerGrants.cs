using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.Peers;

namespace Microsoft.Extensions.Hosting;

/// <summary>What a call between services acts for, signed by the service that established it.</summary>
public static class PeerGrants
{
    /// <summary>Has the request say in its signature what it acts for.</summary>
    public static HttpRequestMessage WithGrant<T>(this HttpRequestMessage request, T grant, JsonTypeInfo<T> type)
    {
        request.Options.Set(PeerToken.GrantOption, JsonSerializer.SerializeToElement(grant, type));
        return request;
    }

    /// <summary>
    /// Refuses with 403 a body that asks for other than what was signed: nothing that a body says is a right, unless the caller signed it.
    /// </summary>
    /// <param name="endpoint">One whose handler takes a <typeparamref name="TRequest"/>.</param>
    /// <param name="grantOf">What a body asks for.</param>
    /// <param name="type">How the grant is written.</param>
    public static RouteHandlerBuilder RequireGrant<TRequest, TGrant>(
        this RouteHandlerBuilder endpoint,
        Func<TRequest, TGrant> grantOf,
        JsonTypeInfo<TGrant> type
    )
        where TRequest : class
        where TGrant : class, IEquatable<TGrant> =>
        endpoint
            .AddEndpointFilter(
                async (context, next) =>
                    // A body that could not be read is answered with 400 behind this.
                    context.Arguments.OfType<TRequest>().FirstOrDefault()
                        is { } request
                    && !grantOf(request).Equals(Read(context.HttpContext.User, type))
                        ? PeerProblems.OtherGrant
                        : await next(context)
            )
            .ProducesProblem(StatusCodes.Status403Forbidden);

    private static T? Read<T>(ClaimsPrincipal peer, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return peer.FindFirst(PeerToken.Grant) is { } claim ? JsonSerializer.Deserialize(claim.Value, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
