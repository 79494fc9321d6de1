namespace Microsoft.Extensions.AI;

/// <summary>Composes a pipeline of chat clients around an innermost one. The first <c>Use</c> is the outermost client.</summary>
public sealed class ChatClientBuilder
{
    private readonly Func<IServiceProvider, IChatClient> _innerClientFactory;
    private readonly List<Func<IChatClient, IServiceProvider, IChatClient>> _clientFactories = [];

    /// <summary>Starts with an existing client.</summary>
    public ChatClientBuilder(IChatClient innerClient)
    {
        ArgumentNullException.ThrowIfNull(innerClient);
        _innerClientFactory = _ => innerClient;
    }

    /// <summary>Starts with a client that is made when the pipeline is built.</summary>
    public ChatClientBuilder(Func<IServiceProvider, IChatClient> innerClientFactory)
    {
        ArgumentNullException.ThrowIfNull(innerClientFactory);
        _innerClientFactory = innerClientFactory;
    }

    /// <summary>Adds a client to the pipeline.</summary>
    public ChatClientBuilder Use(Func<IChatClient, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        return Use((inner, _) => clientFactory(inner));
    }

    /// <summary>Adds a client that takes services to the pipeline.</summary>
    public ChatClientBuilder Use(Func<IChatClient, IServiceProvider, IChatClient> clientFactory)
    {
        ArgumentNullException.ThrowIfNull(clientFactory);
        _clientFactories.Add(clientFactory);
        return this;
    }

    /// <summary>Builds the pipeline.</summary>
    public IChatClient Build(IServiceProvider? services = null)
    {
        services ??= EmptyServiceProvider.Instance;
        var client = _innerClientFactory(services);
        for (var i = _clientFactories.Count - 1; i >= 0; i--)
        {
            client = _clientFactories[i](client, services)
                ?? throw new InvalidOperationException($"The {nameof(ChatClientBuilder)} entry at index {i} returned null.");
        }

        return client;
    }

    private sealed class EmptyServiceProvider : IServiceProvider
    {
        public static EmptyServiceProvider Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
