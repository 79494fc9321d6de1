using System.Text.Json;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>The arguments of an event as they came, views on the received bytes.</summary>
/// <param name="Packet">The packet's array, with the event's name in front.</param>
/// <param name="Attachments">Binary arguments; in the array stand placeholders for them.</param>
internal readonly record struct ReceivedArguments(JsonElement Packet, IReadOnlyList<ReadOnlyMemory<byte>> Attachments)
{
    /// <summary>How many there are.</summary>
    public int Count => Packet.GetArrayLength() - 1;

    /// <summary>An argument; <see cref="JsonValueKind.Undefined"/> if there are fewer.</summary>
    public JsonElement this[int index] => index < Count ? Packet[index + 1] : default;
}
