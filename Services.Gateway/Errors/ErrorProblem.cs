using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts;

namespace Services.Gateway.Errors;

/// <summary>Errors over HTTP (RFC 9457).</summary>
internal static class ErrorProblem
{
    /// <summary>The member that says how long to wait, in milliseconds.</summary>
    public const string RetryAfter = "retryAfterMs";

    /// <summary>Answers with the error, and says in <c>Retry-After</c> when to try again, if waiting helps.</summary>
    public static Task RefuseAsync(this HttpContext context, GatewayError error)
    {
        context.SetRetryAfter(error);
        return error.ToProblem().ExecuteAsync(context);
    }

    /// <summary><c>Retry-After</c>, in whole seconds (RFC 9110, 10.2.3).</summary>
    public static void SetRetryAfter(this HttpContext context, GatewayError error)
    {
        if (error.RetryAfterMs is { } wait)
        {
            context.SetRetryAfter(wait);
        }
    }

    /// <inheritdoc cref="SetRetryAfter(HttpContext, GatewayError)" />
    public static void SetRetryAfter(this HttpContext context, long milliseconds)
    {
        var seconds = (long)Math.Ceiling(milliseconds / 1_000.0);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The problem document, with the status that the code has.</summary>
    public static ProblemHttpResult ToProblem(this GatewayError error) =>
        TypedResults.Problem(
            error.Message,
            statusCode: error.Code switch
            {
                ErrorCodes.SessionNotFound => StatusCodes.Status404NotFound,
                ErrorCodes.AuthFailed or ErrorCodes.SessionAccessDenied => StatusCodes.Status403Forbidden,
                ErrorCodes.RateLimitExceeded => StatusCodes.Status429TooManyRequests,
                ErrorCodes.HandoverConflict
                or ErrorCodes.SessionEnded
                or ErrorCodes.ApprovalNotPending
                or ErrorCodes.TooManySessions
                or ErrorCodes.RoomFull => StatusCodes.Status409Conflict,
                ErrorCodes.Internal => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status400BadRequest,
            },
            extensions: error.RetryAfterMs is { } wait
                ? new Dictionary<string, object?> { ["code"] = error.Code, [RetryAfter] = wait }
                : new Dictionary<string, object?> { ["code"] = error.Code }
        );
}
