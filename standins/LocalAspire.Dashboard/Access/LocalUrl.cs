namespace LocalAspire.Dashboard.Access;

/// <summary>Where a browser may be sent after it has signed in.</summary>
internal static class LocalUrl
{
    /// <summary>The URL if it is a path on this server, otherwise <c>/</c>.</summary>
    public static string OrRoot(string? url) => IsLocal(url) ? url! : "/";

    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not ['/', '/' or '\\', ..]
        && !url.AsSpan().ContainsAnyInRange('\0', ' ')
        && !url.AsSpan().Contains('\x7F');
}
