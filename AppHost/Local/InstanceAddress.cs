namespace AppHost.Local;

/// <summary>Where one replica of a service listens: the service's own address leads to any of them.</summary>
internal static class InstanceAddress
{
    /// <summary>The address; null before its process was told one.</summary>
    public static Uri? Of(CustomResourceSnapshot snapshot) =>
        snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "ASPNETCORE_URLS")?.Value is { } urls
        && Uri.TryCreate(urls.Split(';')[0], UriKind.Absolute, out var address)
            ? address
            : null;
}
