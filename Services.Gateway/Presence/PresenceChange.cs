using System.Globalization;
using System.Text;
using Services.Gateway.Backplane;

namespace Services.Gateway.Presence;

/// <summary>
/// A change of presence as <see cref="PresenceScript"/> publishes it: <c>ONLINE TIME CONNECTION</c>, and the user as payload.
/// </summary>
/// <param name="UserId">Who.</param>
/// <param name="Online">True for the first of their connections in the cluster, false after the last.</param>
/// <param name="At">Unix time in milliseconds, Redis' own.</param>
/// <param name="Connection">The connection with which they came; <c>-</c> if there is none.</param>
internal readonly record struct PresenceChange(string UserId, bool Online, long At, string Connection)
{
    public static bool TryParse(BackplaneMessage message, out PresenceChange change)
    {
        change = default;
        if (
            message.Argument.Split(' ') is not [var online, var time, var connection]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        )
        {
            return false;
        }

        change = new PresenceChange(Encoding.UTF8.GetString(message.Payload.Span), online == "1", at, connection);
        return true;
    }
}
