using System.Buffers.Text;

namespace Services.Gateway.Metrics;

/// <summary>Finds when an event was made without parsing its payload.</summary>
internal static class PayloadTimestamp
{
    /// <summary>
    /// Unix time in milliseconds. Inside a JSON string the quotes of the member's name would be escaped, so a text cannot pose as it.
    /// </summary>
    public static long? Read(ReadOnlySpan<byte> payload)
    {
        var name = "\"timestamp\":"u8;
        var at = payload.LastIndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(payload[(at + name.Length)..], out long value, out _) ? value : null;
    }
}
