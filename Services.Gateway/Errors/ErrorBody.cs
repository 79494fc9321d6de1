namespace Services.Gateway.Errors;

/// <summary>An error as a client reads it.</summary>
internal sealed record ErrorBody(string Code, string Message, long? RetryAfterMs)
{
    public static ErrorBody Of(GatewayError error) => new(error.Code, error.Message, error.RetryAfterMs);
}
