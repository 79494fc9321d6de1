using System.Text.Json;

namespace Services.Gateway.Turns;

/// <summary>A user's message as a dialect read it, not yet checked.</summary>
internal sealed record IncomingMessage
{
    public required string? Content { get; init; }

    public string? ClientMessageId { get; init; }

    public string? Mode { get; init; }

    /// <summary>The client's own, for the assistant to know; an object.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary><see cref="Contracts.Events.UserMessage.By"/>.</summary>
    public string? By { get; init; }

    /// <summary><see cref="Contracts.Events.UserMessage.IsInRoomHistory"/>.</summary>
    public bool IsInRoomHistory { get; init; }

    /// <summary>When it arrived (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public required long ReceivedAt { get; init; }
}
