using System.Runtime.InteropServices;
using System.Text.Json;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>
/// Reads JSON of a client, which may write half a surrogate pair, as no string can hold and <see cref="JsonElement"/> throws for. Pure,
/// never throws.
/// </summary>
internal static class ReceivedJson
{
    /// <summary>A member of an object, the last of that name; names that are no Unicode are other names.</summary>
    public static bool TryFind(JsonElement parent, ReadOnlySpan<byte> name, out JsonElement value)
    {
        value = default;
        foreach (var member in parent.EnumerateObject())
        {
            if (IsNamed(member, name))
            {
                value = member.Value;
            }
        }

        return value.ValueKind != JsonValueKind.Undefined;
    }

    /// <summary>The text of a JSON string; null for everything else, and for text that is no Unicode.</summary>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True for a JSON string that is Unicode.</summary>
    public static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && (!JsonMarshal.GetRawUtf8Value(value).Contains((byte)'\\') || TextOf(value) is not null);

    private static bool IsNamed(JsonProperty member, ReadOnlySpan<byte> name)
    {
        var written = JsonMarshal.GetRawUtf8PropertyName(member);
        if (!written.Contains((byte)'\\'))
        {
            return written.SequenceEqual(name);
        }

        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
