using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>A frame from a client of the room WebSocket.</summary>
internal sealed record RoomSocketRequest
{
    /// <summary><c>message</c>, <c>typing_start</c>, <c>typing_stop</c>, <c>cancel</c> or <c>ping</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The type, unless it is none of these.</summary>
    [JsonIgnore]
    public string? KnownType => Type is not null && RoomSocketCommands.Kinds.ContainsKey(Type) ? Type : null;

    public string? Content { get; init; }

    /// <summary>Makes sending again safe, as in the session dialect.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>The client's own, for the assistant to know.</summary>
    public JsonElement? Metadata { get; init; }
}
