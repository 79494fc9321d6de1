using Services.Contracts;
using Services.Conversations.Approvals;

namespace Services.Gateway.Errors;

/// <summary>Why a client did not get what it asked for.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence for the developer of the client.</param>
/// <param name="RetryAfterMs">When it is worth trying again, for <see cref="ErrorCodes.RateLimitExceeded"/>.</param>
internal sealed record GatewayError(string Code, string Message, long? RetryAfterMs = null)
{
    public static GatewayError Invalid(string message) => new(ErrorCodes.InvalidData, message);

    public static GatewayError RateLimited(TimeSpan wait) =>
        new(ErrorCodes.RateLimitExceeded, "Too many in a minute.", (long)Math.Ceiling(wait.TotalMilliseconds));

    public static readonly GatewayError TooManyConnections = new(
        ErrorCodes.RateLimitExceeded,
        "Too many connections are open. Close one first."
    );

    public static readonly GatewayError TooManySessions = new(
        ErrorCodes.RateLimitExceeded,
        "This socket follows as many sessions as it may. Leave one, or open another connection."
    );

    public static readonly GatewayError PersonalDataInName = new(
        ErrorCodes.PersonalData,
        "A room's name must not hold personal data, such as the number of a card, an account or a phone."
    );

    public static readonly GatewayError TooManyOpenSessions = new(
        ErrorCodes.TooManySessions,
        "You have as many sessions and rooms open as you may. End one first."
    );

    public static readonly GatewayError RoomFull = new(ErrorCodes.RoomFull, "As many people have entered this room as may.");

    public static readonly GatewayError TokenExpired = new(ErrorCodes.AuthExpired, "The token has expired. Connect again with a new one.");

    public static readonly GatewayError SessionNotFound = new(ErrorCodes.SessionNotFound, "There is no such session.");

    public static readonly GatewayError SessionAccessDenied = new(ErrorCodes.SessionAccessDenied, "The session belongs to somebody else.");

    public static readonly GatewayError ApprovalUnknown = new(
        ErrorCodes.ApprovalNotPending,
        "There is no such question in this conversation; nothing was changed."
    );

    public static readonly GatewayError ApprovalOfSomebodyElse = new(
        ErrorCodes.SessionAccessDenied,
        "Somebody else was asked; only they can answer. The question stands."
    );

    /// <summary>A question that was answered, withdrawn, or not answered in time.</summary>
    public static GatewayError ApprovalSettled(ApprovalStatus status) =>
        new(
            ErrorCodes.ApprovalNotPending,
            status switch
            {
                ApprovalStatus.Approved => "This was agreed to already; the reply to that says what came of it.",
                ApprovalStatus.Rejected => "This was declined already; nothing was changed.",
                ApprovalStatus.Superseded => "The question was withdrawn, since something else was asked; nothing was changed.",
                _ => "The question has expired; nothing was changed. Please ask again if you still want it.",
            }
        );

    public static readonly GatewayError SessionEnded = new(ErrorCodes.SessionEnded, "The session has ended.");

    public static readonly GatewayError Internal = new(
        ErrorCodes.Internal,
        "The platform could not do this now. Nothing was lost: try again."
    );
}
