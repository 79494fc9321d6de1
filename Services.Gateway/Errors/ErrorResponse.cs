namespace Services.Gateway.Errors;

/// <summary>What a callback gets instead of its answer, and the body of a refused room WebSocket.</summary>
internal sealed record ErrorResponse
{
    public required ErrorBody Error { get; init; }

    public static ErrorResponse Of(GatewayError error) => new() { Error = ErrorBody.Of(error) };
}
