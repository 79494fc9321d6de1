using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Peers;

/// <summary>How requests are refused whose signature is not the right one, as problem details (RFC 9457).</summary>
internal static class PeerProblems
{
    /// <summary>For requests by nobody, and by somebody who may not.</summary>
    public static JwtBearerEvents Events =>
        new()
        {
            OnChallenge = static context =>
            {
                context.HandleResponse();
                context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
                return Unsigned.ExecuteAsync(context.HttpContext);
            },
            OnForbidden = static context => NotAllowed.ExecuteAsync(context.HttpContext),
        };

    /// <summary>The body asks for something else than what was signed.</summary>
    public static ProblemHttpResult OtherGrant =>
        TypedResults.Problem(
            "The body asks in the name of another session, turn, person or approval than the caller has signed.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "Not what was signed."
        );

    private static ProblemHttpResult Unsigned =>
        TypedResults.Problem(
            "It takes requests only that a service of the platform, or an operator, has signed for this one, and for this minute.",
            statusCode: StatusCodes.Status401Unauthorized,
            title: "The request is not signed for this service."
        );

    private static ProblemHttpResult NotAllowed =>
        TypedResults.Problem(
            "Whoever signed the request may not ask this of the service.",
            statusCode: StatusCodes.Status403Forbidden,
            title: "Not for this caller."
        );
}
