using System.Globalization;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>
/// Half a surrogate pair, escaped in JSON, is text for JavaScript and none for .NET: one anywhere in an object makes it unreadable. Pure,
/// never throws.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The JSON with the replacement character for each; the same memory if there are none.</summary>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> json)
    {
        byte[]? copy = null;
        var text = json.Span;
        var i = text.IndexOf((byte)'\\');
        while (i >= 0 && i < text.Length)
        {
            if (text[i] != '\\')
            {
                i++;
            }
            else if (!TryReadUnit(text[i..], out var unit))
            {
                i += 2;
            }
            else if (char.IsHighSurrogate(unit) && TryReadUnit(text[(i + EscapeLength)..], out var next) && char.IsLowSurrogate(next))
            {
                i += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    copy ??= json.ToArray();
                    Replacement.CopyTo(copy.AsSpan(i));
                }

                i += EscapeLength;
            }
        }

        return copy ?? json;
    }

    /// <summary>The code unit of an escape such as <c>\ud800</c>.</summary>
    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < EscapeLength || text[0] != '\\' || text[1] != 'u')
        {
            return false;
        }

        var isHex = ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        unit = (char)number;
        return isHex;
    }
}
