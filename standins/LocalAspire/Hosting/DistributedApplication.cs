using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LocalAspire;
using LocalAspire.Control;
using LocalAspire.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application whose resources run as processes of this machine.</summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private bool _disposed;

    internal DistributedApplication(IHost host) => _host = host;

    /// <inheritdoc />
    public IServiceProvider Services => _host.Services;

    /// <summary>What happens to the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Starts and stops single resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Begins an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <inheritdoc cref="CreateBuilder(string[])" />
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        EntryPointCapture.Current is { } capture ? capture.CreateBuilder(options) : new DistributedApplicationBuilder(options);

    /// <summary>Starts all resources and returns once the application is told to stop and has stopped.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run" />
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await using (this)
        {
            Environment.ExitCode = await Services.GetRequiredService<ForegroundHost>().RunAsync(this, cancellationToken);
        }
    }

    /// <summary>Begins to start all resources; does not wait until they run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await Services.GetRequiredService<Platform>().StartAsync(cancellationToken);
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Stops all resources: those that depend on others first.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await Services.GetRequiredService<Platform>().StopAsync(cancellationToken);
        await _host.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await Services.GetRequiredService<Platform>().StopAsync(CancellationToken.None);
        var settings = Services.GetRequiredService<LocalSettings>();
        await (_host is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask);
        settings.Dispose();
    }
}
