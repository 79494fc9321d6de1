using System.Globalization;
using Services.Contracts.Ids;

namespace Services.Gateway.Feeds;

/// <summary>
/// The offsets that clients keep: where they are in the logs that they are subscribed to, <c>TAG.SEQ</c> for each with commas between. A
/// socket that is subscribed to one log shares its frames with all others that do, so its offsets name that log only; one that is
/// subscribed to several gets frames of its own, which name all. Pure.
/// </summary>
internal static class OffsetFormat
{
    // Some four thousand logs, more than one client is subscribed to.
    private const int MaxLength = 65_536;

    /// <summary>
    /// Names a log among those of one client: the dialect's first letter and the end of the session's id, which begins with the time.
    /// </summary>
    public static string TagOf(string dialect, SessionId session) => dialect[..1] + session.ToString()[^12..];

    public static string Write(string tag, long seq) => string.Create(CultureInfo.InvariantCulture, $"{tag}.{seq}");

    public static string Write(IReadOnlyList<LogOffset> offsets) =>
        offsets.Count == 1
            ? Write(offsets[0].Tag, offsets[0].Seq)
            : string.Join(',', offsets.Select(static offset => Write(offset.Tag, offset.Seq)));

    /// <summary>Null for what is no offset of ours.</summary>
    public static Dictionary<string, long>? Parse(string? text)
    {
        var offsets = new Dictionary<string, long>(StringComparer.Ordinal);
        if (text is null or "")
        {
            return offsets;
        }

        if (text.Length > MaxLength)
        {
            return null;
        }

        foreach (var part in text.Split(','))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0 || !long.TryParse(part.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                return null;
            }

            offsets[part[..dot]] = seq;
        }

        return offsets;
    }
}
