using AppHost.Stores;

namespace AppHost;

/// <summary>Says once what a service needs: it is told where that is, and starts when that is healthy.</summary>
internal static class Dependencies
{
    /// <summary>A store or the broker.</summary>
    public static IResourceBuilder<T> WithDependency<T>(
        this IResourceBuilder<T> service,
        IResourceBuilder<IResourceWithConnectionString> dependency
    )
        where T : IResourceWithEnvironment, IResourceWithWaitSupport => service.WithReference(dependency).WaitFor(dependency);

    /// <summary>The database, as a role of the service's own.</summary>
    public static IResourceBuilder<ProjectResource> WithDependency(
        this IResourceBuilder<ProjectResource> service,
        PlatformDatabase database
    )
    {
        database.GiveTo(service);
        return service;
    }

    /// <summary>Another service.</summary>
    public static IResourceBuilder<T> WithDependency<T>(this IResourceBuilder<T> service, IResourceBuilder<ProjectResource> dependency)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport => service.WithReference(dependency).WaitFor(dependency);
}
