using System.Diagnostics;
using System.Text;
using OpenTelemetry;
using Services.Conversations.Vault;

namespace Services.Gateway.Tracing;

/// <summary>
/// Masks personal data in the paths and queries of requests before any exporter sees their spans: whatever a client asked for, served or
/// refused.
/// </summary>
internal sealed class AddressMask : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        foreach (var name in Addresses)
        {
            if (data.GetTagItem(name) is string address && Mask(address) is var masked && !ReferenceEquals(masked, address))
            {
                data.SetTag(name, masked);
            }
        }
    }

    /// <summary>Part by part, each as it was meant; the very same text where there is nothing to mask.</summary>
    internal static string Mask(string address)
    {
        StringBuilder? masked = null;
        var start = 0;
        while (start <= address.Length)
        {
            var end = address.AsSpan(start).IndexOfAny("/?&;") is var length and >= 0 ? start + length : address.Length;
            var part = address[start..end];
            var kept = MaskPart(part);
            if (kept is not null && masked is null)
            {
                masked = new StringBuilder(address, 0, start, address.Length);
            }

            masked?.Append(kept ?? part);
            if (end < address.Length)
            {
                masked?.Append(address[end]);
            }

            start = end + 1;
        }

        return masked?.ToString() ?? address;
    }

    /// <summary>Null where it stays as it is; ids of ours are no numbers of people.</summary>
    private static string? MaskPart(string part)
    {
        if (part.Length == 0 || Guid.TryParse(part, out _))
        {
            return null;
        }

        var meant = Uri.UnescapeDataString(part.Replace('+', ' '));
        var redacted = PersonalDataRedaction.Redact(meant);
        return redacted == meant ? null : redacted;
    }
}
