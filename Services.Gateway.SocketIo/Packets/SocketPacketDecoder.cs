using System.Text.Json;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>Reads Socket.IO packets: <c>type [attachments "-"] [namespace ","] [ack id] [JSON]</c>. Pure, never throws.</summary>
internal static class SocketPacketDecoder
{
    /// <summary>Longest namespace that is read, in bytes.</summary>
    public const int MaxNamespaceBytes = 256;

    private const int MaxAckIdDigits = 20;
    private const int MaxAttachmentDigits = 4;

    /// <summary>Splits a packet into its parts; false if it breaks the grammar. The JSON part is not looked at.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> text, out SocketPacket packet)
    {
        packet = default;
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'6')
        {
            return false;
        }

        var type = (SocketPacketType)(text[0] - '0');
        var rest = text[1..];
        var attachments = 0;
        if (type is SocketPacketType.BinaryEvent or SocketPacketType.BinaryAck && !TryReadAttachments(ref rest, out attachments))
        {
            return false;
        }

        var ns = ReadNamespace(rest, out var namespaceLength);
        rest = rest[namespaceLength..];
        if (ns.Length > MaxNamespaceBytes || !TryReadAckId(ref rest, out var ackId))
        {
            return false;
        }

        packet = new SocketPacket
        {
            Type = type,
            Attachments = attachments,
            Namespace = ns,
            AckId = ackId,
            Payload = rest,
        };
        return true;
    }

    /// <summary>
    /// Parses the JSON part and checks that its shape is the one that the packet's type wants. Null <paramref name="document"/> with a true
    /// result: there is no JSON, and none is needed. <paramref name="payload"/> must outlive the document.
    /// </summary>
    public static bool TryParsePayload(SocketPacketType type, ReadOnlyMemory<byte> payload, int maxDepth, out JsonDocument? document)
    {
        document = null;
        if (payload.IsEmpty)
        {
            return type is SocketPacketType.Connect or SocketPacketType.Disconnect;
        }

        try
        {
            document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = maxDepth });
        }
        catch (JsonException)
        {
            return false;
        }

        if (HasShape(type, document.RootElement))
        {
            return true;
        }

        document.Dispose();
        document = null;
        return false;
    }

    private static bool HasShape(SocketPacketType type, JsonElement root) =>
        type switch
        {
            SocketPacketType.Connect => root.ValueKind == JsonValueKind.Object,
            SocketPacketType.Event or SocketPacketType.BinaryEvent => IsEventArray(root),
            SocketPacketType.Ack or SocketPacketType.BinaryAck => root.ValueKind == JsonValueKind.Array,
            SocketPacketType.ConnectError => root.ValueKind is JsonValueKind.Object or JsonValueKind.String,
            _ => false,
        };

    private static bool IsEventArray(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            return false;
        }

        var name = root[0];
        return name.ValueKind == JsonValueKind.Number || (ReceivedJson.IsText(name) && !ReservedEvents.Contains(name));
    }

    private static bool TryReadAttachments(ref ReadOnlySpan<byte> rest, out int attachments)
    {
        attachments = 0;
        var dash = rest[..Math.Min(rest.Length, MaxAttachmentDigits + 1)].IndexOf((byte)'-');
        if (dash <= 0)
        {
            return false;
        }

        foreach (var digit in rest[..dash])
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            attachments = (attachments * 10) + (digit - '0');
        }

        rest = rest[(dash + 1)..];
        return attachments > 0;
    }

    private static ReadOnlySpan<byte> ReadNamespace(ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        if (rest.IsEmpty || rest[0] != (byte)'/')
        {
            return "/"u8;
        }

        var comma = rest.IndexOf((byte)',');
        length = comma < 0 ? rest.Length : comma + 1;
        return comma < 0 ? rest : rest[..comma];
    }

    private static bool TryReadAckId(ref ReadOnlySpan<byte> rest, out ulong? ackId)
    {
        ackId = null;
        var value = 0ul;
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit((char)rest[digits]))
        {
            if (digits == MaxAckIdDigits)
            {
                return false;
            }

            var digit = (ulong)(rest[digits] - '0');
            if (value > (ulong.MaxValue - digit) / 10)
            {
                return false;
            }

            value = (value * 10) + digit;
            digits++;
        }

        if (digits > 0)
        {
            ackId = value;
            rest = rest[digits..];
        }

        return true;
    }
}
