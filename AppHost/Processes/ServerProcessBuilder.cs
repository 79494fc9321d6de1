using AppHost.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AppHost.Processes;

/// <summary>Adds servers that run as processes.</summary>
internal static class ServerProcessBuilder
{
    /// <summary>A Redis server.</summary>
    public static IResourceBuilder<RedisProcess> AddRedisProcess(this IDistributedApplicationBuilder builder, string name, LocalState local)
    {
        var redis = builder.AddServer(
            new RedisProcess(
                name,
                local.Folder(name),
                local.Ports.Choose(name, 16379),
                builder.AddSecret($"{name}-password", local).Resource
            )
        );
        builder.Services.AddHealthChecks().AddRedis(_ => redis.Resource.ConnectionString!, name: Check(name), timeout: CheckTimeout);
        return redis;
    }

    /// <summary>A RabbitMQ broker with its management console.</summary>
    public static IResourceBuilder<RabbitMqProcess> AddRabbitMqProcess(
        this IDistributedApplicationBuilder builder,
        string name,
        LocalState local
    )
    {
        var ports = new RabbitMqPorts(
            local.Ports.Choose(name, 16672),
            local.Ports.Choose($"{name}-management", 15672),
            local.Ports.Choose($"{name}-distribution", 16673),
            local.Ports.Choose($"{name}-mapper", 16674)
        );
        var rabbit = builder
            .AddServer(new RabbitMqProcess(name, local.Folder(name), ports, builder.AddSecret($"{name}-password", local).Resource))
            .WithHttpEndpoint(port: ports.Management, targetPort: ports.Management, name: "management", isProxied: false)
            .WithUrlForEndpoint(ServerProcess.Endpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        builder
            .Services.AddHealthChecks()
            .AddRabbitMQ(
                async _ =>
                    await new RabbitMQ.Client.ConnectionFactory
                    {
                        Uri = new Uri(rabbit.Resource.ConnectionString!),
                        ClientProvidedName = "health check",
                    }.CreateConnectionAsync(),
                name: Check(name),
                timeout: CheckTimeout
            );
        return rabbit;
    }

    /// <summary>A PostgreSQL server with a database.</summary>
    public static IResourceBuilder<PostgresProcess> AddPostgresProcess(
        this IDistributedApplicationBuilder builder,
        string name,
        string database,
        LocalState local
    )
    {
        var postgres = builder.AddServer(
            new PostgresProcess(
                name,
                local.Folder(name),
                local.Ports.Choose(name, 15432),
                builder.AddSecret($"{name}-password", local).Resource,
                database,
                local.IsIsolated
            )
        );
        builder
            .Services.AddHealthChecks()
            .AddNpgSql(
                _ => $"{postgres.Resource.ConnectionString};Database={database};Pooling=false",
                name: Check(name),
                timeout: CheckTimeout
            );
        return postgres;
    }

    // An address where nothing listens yet may keep a client waiting.
    private static TimeSpan CheckTimeout => TimeSpan.FromSeconds(3);

    private static IResourceBuilder<T> AddServer<T>(this IDistributedApplicationBuilder builder, T server)
        where T : ServerProcess =>
        builder
            .AddResource(server)
            .WithArgs(context =>
            {
                context.Args.Add("-c");
                context.Args.Add(server.CommandLine[0]);
                context.Args.Add(server.Name);
                foreach (var argument in server.CommandLine.Skip(1))
                {
                    context.Args.Add(argument);
                }
            })
            .WithEnvironment(context =>
            {
                foreach (var (variable, value) in server.Environment)
                {
                    context.EnvironmentVariables[variable] = value;
                }
            })
            .WithEndpoint(port: server.Port, targetPort: server.Port, scheme: "tcp", name: ServerProcess.Endpoint, isProxied: false)
            .OnBeforeResourceStarted(static (resource, _, cancellationToken) => resource.PrepareAsync(cancellationToken))
            .WithHealthCheck(Check(server.Name))
            .ExcludeFromManifest();

    private static string Check(string name) => $"{name}-answers";
}
