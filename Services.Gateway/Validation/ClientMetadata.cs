using System.Text;
using System.Text.Json;
using Services.Gateway.Errors;

namespace Services.Gateway.Validation;

/// <summary>What clients give along with sessions and messages.</summary>
internal static class ClientMetadata
{
    /// <summary>What a client is told whose metadata are none.</summary>
    public static GatewayError Error(int maxBytes) => GatewayError.Invalid($"metadata must be an object of at most {maxBytes} bytes.");

    /// <summary>The object's text, null where there is none; false if it is something else, or too large.</summary>
    public static bool TryRead(JsonElement? metadata, int maxBytes, out string? json)
    {
        json = null;
        if (metadata is not { } given || given.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return true;
        }

        if (given.ValueKind != JsonValueKind.Object || !StorableText.IsThroughout(given))
        {
            return false;
        }

        json = given.GetRawText();
        return Encoding.UTF8.GetByteCount(json) <= maxBytes;
    }
}
