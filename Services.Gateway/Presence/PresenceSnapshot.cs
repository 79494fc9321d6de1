namespace Services.Gateway.Presence;

/// <summary>Who is present at a moment.</summary>
/// <param name="At">Unix time in milliseconds, Redis' own; 0 if it could not be asked.</param>
/// <param name="IsNew">True if the user who asked was not present before.</param>
/// <param name="Users">Some of those who are present.</param>
/// <param name="Joined">Those who have come since a moment that was asked for, and are there.</param>
/// <param name="Left">Those who have gone since then, and are not there.</param>
internal sealed record PresenceSnapshot(
    long At,
    bool IsNew,
    IReadOnlyList<string> Users,
    IReadOnlyList<string> Joined,
    IReadOnlyList<string> Left
)
{
    public static readonly PresenceSnapshot Unknown = new(0, false, [], [], []);
}
