namespace AppHost.Local;

/// <summary>Secrets as parameters of the application.</summary>
internal static class SecretParameters
{
    /// <summary>A parameter whose value is made once and kept beside the data that it opens.</summary>
    public static IResourceBuilder<ParameterResource> AddSecret(
        this IDistributedApplicationBuilder builder,
        string name,
        LocalState local,
        int length = 32
    ) => builder.AddParameter(name, local.Secrets.GetOrAdd(name, length), secret: true);
}
