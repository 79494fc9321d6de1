namespace Services.Contracts;

/// <summary>The codes that clients see; stable, upper case, never localised.</summary>
public static class ErrorCodes
{
    /// <summary>At connect: no token was sent.</summary>
    public const string AuthTokenMissing = "AUTH_TOKEN_MISSING";

    /// <summary>At connect: the token was refused (signature, algorithm, expiry, issuer or audience).</summary>
    public const string AuthFailed = "AUTH_FAILED";

    /// <summary>
    /// The token with which the connection was opened has expired: the connection closes, and may be opened again with a new one.
    /// </summary>
    public const string AuthExpired = "AUTH_EXPIRED";

    /// <summary>Too many connections or messages; comes with <c>retryAfterMs</c>.</summary>
    public const string RateLimitExceeded = "RATE_LIMIT_EXCEEDED";

    /// <summary>The user has as many sessions and rooms open as they may.</summary>
    public const string TooManySessions = "TOO_MANY_SESSIONS";

    /// <summary>As many users have entered the shared room as may.</summary>
    public const string RoomFull = "ROOM_FULL";

    /// <summary>A name that others see holds personal data.</summary>
    public const string PersonalData = "PERSONAL_DATA";

    /// <summary>The payload has not the shape or the range that the event wants.</summary>
    public const string InvalidData = "INVALID_DATA";

    /// <summary>No such session.</summary>
    public const string SessionNotFound = "SESSION_NOT_FOUND";

    /// <summary>The session belongs to somebody else.</summary>
    public const string SessionAccessDenied = "SESSION_ACCESS_DENIED";

    /// <summary>The session was ended and takes no more messages.</summary>
    public const string SessionEnded = "SESSION_ENDED";

    /// <summary>Larger than the limit for its kind.</summary>
    public const string PayloadTooLarge = "PAYLOAD_TOO_LARGE";

    /// <summary>A fault on the platform's side; the message was not accepted or the reply could not be finished.</summary>
    public const string Internal = "INTERNAL";

    /// <summary>The approval was answered before, has expired, or does not exist.</summary>
    public const string ApprovalNotPending = "APPROVAL_NOT_PENDING";

    /// <summary>The guardrails could not be asked, so nothing was let through.</summary>
    public const string GuardrailsUnavailable = "GUARDRAILS_UNAVAILABLE";

    /// <summary>The agents or their model could not be reached within the retries.</summary>
    public const string AgentUnavailable = "AGENT_UNAVAILABLE";

    /// <summary>A reply runs, and the session's policy is to take no second message meanwhile.</summary>
    public const string ReplyInProgress = "REPLY_IN_PROGRESS";

    /// <summary>Somebody else has the conversation, or nobody has it whom it could be taken from.</summary>
    public const string HandoverConflict = "HANDOVER_CONFLICT";

    /// <summary>No speech provider is configured.</summary>
    public const string VoiceUnavailable = "VOICE_UNAVAILABLE";
}
