using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo;

/// <summary>A client's answer to an event.</summary>
/// <param name="Arguments">The arguments of the answer, an array.</param>
/// <param name="Attachments">Its binary parts; <c>{"_placeholder":true,"num":N}</c> stands where the Nth was.</param>
public sealed record SocketIoAnswer(JsonElement Arguments, IReadOnlyList<ReadOnlyMemory<byte>> Attachments)
{
    /// <summary>How many arguments it has.</summary>
    public int Count => Arguments.GetArrayLength();

    /// <summary>An argument; <see cref="JsonValueKind.Undefined"/> if there are fewer.</summary>
    public JsonElement this[int index] => index < Count ? Arguments[index] : default;

    /// <summary>An argument as a type of the application's; its <see cref="SocketIoBytes"/> are the attachments.</summary>
    /// <exception cref="JsonException">It is missing, or of another type.</exception>
    public T? Read<T>(int index, JsonTypeInfo<T> type) =>
        index < Count ? BinaryJson.Read(this[index], Attachments, type) : throw new JsonException($"There is no argument {index}.");

    /// <summary>An argument that is bytes; false for everything else.</summary>
    public bool TryReadBytes(int index, out ReadOnlyMemory<byte> bytes) => BinaryJson.TryFind(this[index], Attachments, out bytes);
}
