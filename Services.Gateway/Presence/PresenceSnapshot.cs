namespace Services.Gateway.Presence;

/// <summary>Who is present at a moment.</summary>
/// <param name="At">Unix time in milliseconds, Redis' own; 0 if it could not be asked.</param>
/// <param name="IsNew">True if the user who asked was not present before.</param>
/// <param name="Users">Some of those who are present.</param>
internal sealed record PresenceSnapshot(long At, bool IsNew, IReadOnlyList<string> Users)
{
    public static readonly PresenceSnapshot Unknown = new(0, false, []);
}
