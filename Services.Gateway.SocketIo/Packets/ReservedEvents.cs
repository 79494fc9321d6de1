using System.Text.Json;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Names that Socket.IO keeps for itself; a packet that carries one is malformed.</summary>
internal static class ReservedEvents
{
    /// <summary>True if the JSON string is a reserved name.</summary>
    public static bool Contains(JsonElement name) =>
        name.ValueEquals("connect"u8)
        || name.ValueEquals("connect_error"u8)
        || name.ValueEquals("disconnect"u8)
        || name.ValueEquals("disconnecting"u8)
        || name.ValueEquals("newListener"u8)
        || name.ValueEquals("removeListener"u8);
}
