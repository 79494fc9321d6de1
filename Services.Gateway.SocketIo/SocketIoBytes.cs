using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo;

/// <summary>
/// Bytes, anywhere in what is sent or received: as an argument, or as a member of one. They travel as binary attachments of the packet, as
/// a <c>Buffer</c> or <c>Uint8Array</c> of the JavaScript client does. Serialised outside of a packet they are base64.
/// </summary>
/// <param name="memory">The bytes; read until the call that sends them returns, or views on what was received.</param>
[JsonConverter(typeof(Converter))]
public readonly struct SocketIoBytes(ReadOnlyMemory<byte> memory) : IEquatable<SocketIoBytes>
{
    /// <summary>The bytes. Those of a received event end with its handler.</summary>
    public ReadOnlyMemory<byte> Memory { get; } = memory;

    /// <summary>Bytes of an array.</summary>
    public static implicit operator SocketIoBytes(byte[] bytes) => new(bytes);

    /// <summary>Bytes of a memory.</summary>
    public static implicit operator SocketIoBytes(ReadOnlyMemory<byte> bytes) => new(bytes);

    /// <summary>True for the same memory.</summary>
    public static bool operator ==(SocketIoBytes left, SocketIoBytes right) => left.Equals(right);

    /// <summary>True for different memory.</summary>
    public static bool operator !=(SocketIoBytes left, SocketIoBytes right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SocketIoBytes other) => Memory.Equals(other.Memory);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SocketIoBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Memory.GetHashCode();

    internal sealed class Converter : JsonConverter<SocketIoBytes>
    {
        public override SocketIoBytes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetBytesFromBase64();
            }

            return BinaryJson.TryFind(JsonElement.ParseValue(ref reader), out var bytes)
                ? new SocketIoBytes(bytes)
                : throw new JsonException("Bytes are expected here.");
        }

        public override void Write(Utf8JsonWriter writer, SocketIoBytes value, JsonSerializerOptions options) =>
            BinaryJson.Write(writer, value.Memory);
    }
}
