using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Services.Gateway.Errors;

namespace Services.Gateway.Validation;

/// <summary>
/// Text that every store takes. JSON can spell two things that are none: a NUL character, which PostgreSQL keeps in no text, and half of a
/// surrogate pair, which has no UTF-8.
/// </summary>
internal static class StorableText
{
    /// <summary>What a client is told whose text is none.</summary>
    public static readonly GatewayError Error = GatewayError.Invalid("Text must have no NUL character and no half of a surrogate pair.");

    public static bool Is(string? text) => text is null || !text.Contains('\0');

    /// <summary>Whether it holds for each name and each text in the value.</summary>
    public static bool IsThroughout(JsonElement value)
    {
        try
        {
            return IsPlain(value) || IsIn(value);
        }
        catch (InvalidOperationException)
        {
            // How JsonElement says that it met half of a surrogate pair.
            return false;
        }
    }

    /// <summary>Both can only be spelt with an escape, which text as people write it has none of.</summary>
    private static bool IsPlain(JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array))
        {
            return true;
        }

        var raw = JsonMarshal.GetRawUtf8Value(value);
        return raw.IndexOf("\\u"u8) < 0 && Utf8.IsValid(raw);
    }

    private static bool IsIn(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => Is(value.GetString()),
            JsonValueKind.Object => value.EnumerateObject().All(member => Is(member.Name) && IsIn(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().All(IsIn),
            _ => true,
        };
}
