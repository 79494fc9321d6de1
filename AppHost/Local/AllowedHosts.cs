namespace AppHost.Local;

/// <summary>By which names services are asked; they refuse all others.</summary>
internal static class AllowedHosts
{
    private const string Variable = "AllowedHosts";

    /// <summary>By these the services ask each other, and Aspire's health checks ask them.</summary>
    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Adds names to those that the service is told already; the machine's own are among them in any case.</summary>
    public static IResourceBuilder<ProjectResource> WithAllowedHosts(
        this IResourceBuilder<ProjectResource> service,
        params string[] names
    ) =>
        service.WithEnvironment(context =>
        {
            var known = context.EnvironmentVariables.GetValueOrDefault(Variable) as string;
            context.EnvironmentVariables[Variable] = string.Join(
                ';',
                OfThisMachine.Union(known?.Split(';') ?? []).Union(names, StringComparer.OrdinalIgnoreCase)
            );
        });

    /// <summary>The same for every service that there is so far.</summary>
    public static void AddAllowedHosts(this IDistributedApplicationBuilder builder, params string[] names)
    {
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            builder.CreateResourceBuilder(service).WithAllowedHosts(names);
        }
    }
}
