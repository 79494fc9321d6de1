using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Health;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>A PostgreSQL server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Also the name of the connection string.</param>
    /// <param name="userName">Default: <c>postgres</c>.</param>
    /// <param name="password">Default: a generated one that is kept.</param>
    /// <param name="port">The wished port.</param>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreatePassword(builder, $"{name}-password");
        var resource = new PostgresServerResource(name, userName?.Resource, secret);
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: PostgresServerResource.PrimaryEndpointName, port: port))
            .WithAnnotation(new ProcessRecipeAnnotation(new PostgresRecipe(resource)))
            .WithAnnotation(new HealthProbeAnnotation(_ => new PostgresHealthProbe(resource)));
    }

    /// <summary>A database in the server, created when it is missing.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">Also the name of the connection string.</param>
    /// <param name="databaseName">Default: the resource's name.</param>
    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(
        this IResourceBuilder<PostgresServerResource> builder, string name, string? databaseName = null)
    {
        var resource = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.AddDatabase(resource);
        return builder.ApplicationBuilder.AddResource(resource)
            .WithAnnotation(new HealthProbeAnnotation(_ => new PostgresHealthProbe(resource)));
    }

    /// <summary>Keeps the data between runs. Here it always is kept, in the data folder.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(
        this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) => builder;
}
