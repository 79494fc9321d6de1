using System.Globalization;
using Services.Contracts.Ids;

namespace Services.Gateway.Delivery;

/// <summary>
/// The offsets that clients keep: where they are in the logs that they follow, <c>TAG.SEQ</c> for each with commas between. A socket that
/// follows one log shares its frames with all others that do, so its offsets name that log only; one that follows several gets frames of
/// its own, which name all. Pure.
/// </summary>
internal static class Place
{
    // Some four thousand logs, more than one client follows.
    private const int MaxLength = 65_536;

    /// <summary>
    /// Names a log among those of one client: the dialect's first letter and the end of the session's id, which begins with the time.
    /// </summary>
    public static string Tag(string dialect, SessionId session) => dialect[..1] + session.ToString()[^12..];

    public static string Of(string tag, long seq) => string.Create(CultureInfo.InvariantCulture, $"{tag}.{seq}");

    public static string Of(Dictionary<string, long> places) => string.Join(',', places.Select(static place => Of(place.Key, place.Value)));

    /// <summary>Null for what is no offset of ours.</summary>
    public static Dictionary<string, long>? Parse(string? offset)
    {
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        if (offset is null or "")
        {
            return places;
        }

        if (offset.Length > MaxLength)
        {
            return null;
        }

        foreach (var part in offset.Split(','))
        {
            var dot = part.IndexOf('.', StringComparison.Ordinal);
            if (dot <= 0 || !long.TryParse(part.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
            {
                return null;
            }

            places[part[..dot]] = seq;
        }

        return places;
    }
}
