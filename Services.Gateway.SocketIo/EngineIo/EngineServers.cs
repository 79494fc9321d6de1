using Microsoft.Extensions.Hosting;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// The servers of an application. When it begins to stop, their clients are disconnected; the application waits until that is done.
/// </summary>
internal sealed class EngineServers : IHostedService
{
    private readonly List<Func<Task>> _servers = [];
    private Task _closing = Task.CompletedTask;

    public EngineServers(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(Close);

    /// <summary>Adds a server by what closes it; before the application starts.</summary>
    public void Add(Func<Task> close) => _servers.Add(close);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _closing.WaitAsync(cancellationToken);

    private void Close() => _closing = Task.WhenAll(_servers.Select(static close => close()));
}
