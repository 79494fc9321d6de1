using AppHost.Local;
using AppHost.Processes;

namespace AppHost.Stores;

/// <summary>
/// The stores and the broker, as containers or as processes; the rest of the platform sees their connection strings only.
/// </summary>
/// <param name="builder">The application.</param>
/// <param name="kind">How they run.</param>
/// <param name="local">Where they keep their data, and what opens them.</param>
internal sealed class PlatformStores(IDistributedApplicationBuilder builder, StoreKind kind, LocalState local)
{
    private const string RedisImage = "7.4";
    private const string RabbitMqImage = "4.2-management";
    private const string PostgresImage = "17.6";

    /// <summary>A Redis that keeps its data.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddRedis(string name) =>
        Add(
            () => builder.AddRedisProcess(name, local),
            () =>
                Container(name, password => builder.AddRedis(name, password: password), RedisImage)
                    .WithDataBindMount(local.Folder(name))
                    .WithPersistence(TimeSpan.FromSeconds(1))
        );

    /// <summary>A RabbitMQ with its management console.</summary>
    public IResourceBuilder<IResourceWithConnectionString> AddRabbitMq(string name) =>
        Add(
            () => builder.AddRabbitMqProcess(name, local),
            () =>
                Container(name, password => builder.AddRabbitMQ(name, password: password), RabbitMqImage)
                    .WithDataBindMount(local.Folder(name))
                    .WithManagementPlugin(15672)
        );

    /// <summary>A PostgreSQL server with one database, which is what is returned.</summary>
    public PlatformDatabase AddPostgres(string name, string database) =>
        kind == StoreKind.Process ? AddPostgresProcess(name, database) : AddPostgresContainer(name, database);

    private PlatformDatabase AddPostgresProcess(string name, string database)
    {
        var server = builder.AddPostgresProcess(name, database, local);
        var superuser = ReferenceExpression.Create($"{server.Resource.ConnectionStringExpression};Database={database}");
        var resource = builder.AddConnectionString(database, superuser).WithParentRelationship(server).WaitFor(server);
        var platform = new PlatformDatabase(
            builder,
            resource,
            ReferenceExpression.Create($"{server.Resource.AddressExpression};Database={database}"),
            local
        );
        server.OnResourceReady((_, _, cancellationToken) => platform.PrepareAsync(superuser, cancellationToken));
        return platform;
    }

    private PlatformDatabase AddPostgresContainer(string name, string database)
    {
        var server = Container(name, password => builder.AddPostgres(name, password: password), PostgresImage)
            .WithDataBindMount(local.Folder(name));
        var endpoint = server.Resource.PrimaryEndpoint;
        var resource = server.AddDatabase(database);
        var platform = new PlatformDatabase(
            builder,
            resource,
            ReferenceExpression.Create(
                $"Host={endpoint.Property(EndpointProperty.Host)};Port={endpoint.Property(EndpointProperty.Port)};Database={database}"
            ),
            local
        );
        resource.OnResourceReady(
            (ready, _, cancellationToken) => platform.PrepareAsync(ready.ConnectionStringExpression, cancellationToken)
        );
        return platform;
    }

    private IResourceBuilder<IResourceWithConnectionString> Add(
        Func<IResourceBuilder<IResourceWithConnectionString>> process,
        Func<IResourceBuilder<IResourceWithConnectionString>> container
    ) => kind == StoreKind.Process ? process() : container();

    /// <summary>Aspire's own resource with a secret of ours and a pinned image.</summary>
    private IResourceBuilder<T> Container<T>(
        string name,
        Func<IResourceBuilder<ParameterResource>, IResourceBuilder<T>> add,
        string imageTag
    )
        where T : ContainerResource => add(builder.AddSecret($"{name}-password", local)).WithImageTag(imageTag);
}
