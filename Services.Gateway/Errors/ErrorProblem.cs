using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts;

namespace Services.Gateway.Errors;

/// <summary>Errors over HTTP (RFC 9457).</summary>
internal static class ErrorProblem
{
    /// <summary>The problem document, with the status that the code has.</summary>
    public static ProblemHttpResult ToProblem(this GatewayError error) =>
        TypedResults.Problem(
            error.Message,
            statusCode: error.Code switch
            {
                ErrorCodes.SessionNotFound => StatusCodes.Status404NotFound,
                ErrorCodes.AuthFailed or ErrorCodes.SessionAccessDenied => StatusCodes.Status403Forbidden,
                ErrorCodes.RateLimitExceeded => StatusCodes.Status429TooManyRequests,
                ErrorCodes.HandoverConflict or ErrorCodes.SessionEnded => StatusCodes.Status409Conflict,
                ErrorCodes.Internal => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status400BadRequest,
            },
            extensions: error.RetryAfterMs is { } wait
                ? new Dictionary<string, object?> { ["code"] = error.Code, ["retryAfterMs"] = wait }
                : new Dictionary<string, object?> { ["code"] = error.Code }
        );
}
