using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Gateway.Errors;

namespace Gateway.Host.Bench;

/// <summary><c>message:send</c> as it asks the responder for a reply.</summary>
internal sealed record BenchMessage
{
    private const int MostChunks = 100_000;
    private const int LongestDelayMs = 60_000;

    /// <summary>
    /// The session that the reply belongs to; without one, a session of the socket's own if it is durable, else of its own.
    /// </summary>
    public string? SessionId { get; init; }

    public string? ClientMessageId { get; init; }

    /// <summary>How many pieces the reply has; without it there is an acknowledgement only.</summary>
    public int? Chunks { get; init; }

    /// <summary>Between two of them; 0 for as fast as it goes.</summary>
    public int DelayMs { get; init; }

    /// <summary>Through the session's event log in Redis, as real replies go; otherwise straight to the socket.</summary>
    public bool Durable { get; init; }

    public GatewayError? Check() =>
        Chunks is < 0 or > MostChunks || DelayMs is < 0 or > LongestDelayMs
            ? GatewayError.Invalid($"chunks must be 0 to {MostChunks}, delayMs 0 to {LongestDelayMs}.")
            : null;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BenchMessage))]
internal sealed partial class BenchJson : JsonSerializerContext;
