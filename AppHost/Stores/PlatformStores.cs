using AppHost.Local;
using AppHost.Processes;

namespace AppHost.Stores;

/// <summary>
/// The stores and the broker, as containers or as processes; the rest of the platform sees their connection strings only.
/// </summary>
internal static class PlatformStores
{
    private const string RedisImage = "7.4";
    private const string RabbitMqImage = "4.2-management";
    private const string PostgresImage = "17.6";

    /// <summary>A Redis that keeps its data.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddRedisStore(
        this IDistributedApplicationBuilder builder,
        string name,
        StoreKind kind,
        LocalState local
    ) =>
        kind == StoreKind.Process
            ? builder.AddRedisProcess(name, local)
            : builder
                .AddRedis(name, password: builder.AddSecret($"{name}-password", local))
                .WithImageTag(RedisImage)
                .WithDataBindMount(local.Folder(name))
                .WithPersistence(TimeSpan.FromSeconds(1));

    /// <summary>A RabbitMQ with its management console.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddRabbitMqStore(
        this IDistributedApplicationBuilder builder,
        string name,
        StoreKind kind,
        LocalState local
    ) =>
        kind == StoreKind.Process
            ? builder.AddRabbitMqProcess(name, local)
            : builder
                .AddRabbitMQ(name, password: builder.AddSecret($"{name}-password", local))
                .WithImageTag(RabbitMqImage)
                .WithDataBindMount(local.Folder(name))
                .WithManagementPlugin(15672);

    /// <summary>A PostgreSQL server with one database, which is what is returned.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddPostgresStore(
        this IDistributedApplicationBuilder builder,
        string name,
        string database,
        StoreKind kind,
        LocalState local
    )
    {
        if (kind == StoreKind.Container)
        {
            return builder
                .AddPostgres(name, password: builder.AddSecret($"{name}-password", local))
                .WithImageTag(PostgresImage)
                .WithDataBindMount(local.Folder(name))
                .AddDatabase(database);
        }

        var server = builder.AddPostgresProcess(name, database, local);
        return builder
            .AddConnectionString(database, ReferenceExpression.Create($"{server.Resource.ConnectionStringExpression};Database={database}"))
            .WithParentRelationship(server)
            .WaitFor(server);
    }
}
