namespace Aspire.Hosting.ApplicationModel;

/// <summary>A node of the application model.</summary>
public interface IResource
{
    /// <summary>Unique in the model; letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>What is known of the resource beyond its type.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Receives environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>Receives command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>Can wait for other resources before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>Listens on network endpoints.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>Is found by its name through service discovery.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

/// <summary>Belongs to another resource, for example a database to its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource that contains this one.</summary>
    IResource Parent { get; }
}

/// <inheritdoc />
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <inheritdoc cref="IResourceWithParent.Parent" />
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}

/// <summary>Is reached by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IValueProvider
{
    /// <summary>How the connection string is put together.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The connection string, once the endpoints have their ports.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);
}
