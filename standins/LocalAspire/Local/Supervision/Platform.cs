using System.Collections.Immutable;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Logs;
using LocalAspire.Ports;
using LocalAspire.Recipes;
using Microsoft.Extensions.Logging;

namespace LocalAspire.Supervision;

/// <summary>Runs all instances of the model. Started once and stopped once.</summary>
internal sealed class Platform(
    DistributedApplicationModel model, LocalSettings settings, LaunchEnvironment environment, StatusBoard board, TimeProvider time, ILoggerFactory logging)
    : IAsyncDisposable
{
    private readonly Dictionary<string, Unit> _units = [];
    private readonly Dictionary<string, ConsoleLog> _consoles = [];
    private readonly List<PortReservation> _moved = [];
    private readonly SemaphoreSlim _lifecycle = new(1, 1);
    private IReadOnlyList<IReadOnlyList<IResource>> _stopOrder = [];
    private DashboardHost? _dashboard;
    private bool _started;
    private bool _stopped;

    public IReadOnlyDictionary<string, Unit> Units => _units;

    /// <summary>Null without a dashboard.</summary>
    public DashboardHost? Dashboard => _dashboard;

    /// <summary>Ports that were wished and are in use, with their owners.</summary>
    public IReadOnlyList<string> PortNotices { get; private set; } = [];

    public ConsoleBuffer? Console(string instanceId) => _consoles.GetValueOrDefault(instanceId)?.Buffer;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(cancellationToken);
        try
        {
            if (_started)
            {
                return;
            }

            _stopOrder = Dependencies.StopOrder([.. model.Resources]);
            _started = true;
            foreach (var resource in model.Resources)
            {
                AddUnits(resource);
            }

            PortNotices = [.. _moved.Select(Describe)];
            await StartDashboardAsync(cancellationToken);
            foreach (var unit in _units.Values)
            {
                await unit.ExecuteAsync(ResourceCommand.Start, cancellationToken);
            }
        }
        finally
        {
            _lifecycle.Release();
        }
    }

    /// <summary>Stops those first that others do not depend on. When cancelled, the rest is killed at once.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _lifecycle.WaitAsync(CancellationToken.None);
        try
        {
            if (!_started || _stopped)
            {
                return;
            }

            _stopped = true;
            await using var hurry = cancellationToken.Register(KillAll);
            foreach (var group in _stopOrder)
            {
                var units = _units.Values.Where(unit => group.Contains(unit.Status.Resource));
                await Task.WhenAll(units.Select(async unit => await unit.DisposeAsync()));
            }

            if (_dashboard is { } dashboard)
            {
                await dashboard.DisposeAsync();
            }
        }
        finally
        {
            foreach (var console in _consoles.Values)
            {
                console.Dispose();
            }

            _lifecycle.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _lifecycle.Dispose();
    }

    private void KillAll()
    {
        foreach (var unit in _units.Values)
        {
            unit.Kill();
        }
    }

    private void AddUnits(IResource resource)
    {
        if (resource is PostgresDatabaseResource database)
        {
            board.Add(new UnitStatus { Resource = database, InstanceId = database.Name, ResourceType = "PostgresDatabase" });
            _units.Add(database.Name, new DatabaseUnit(board, database, time));
        }
        else if (resource.Annotations.OfType<ProcessRecipeAnnotation>().LastOrDefault() is { Recipe: var recipe })
        {
            AddProcesses(resource, recipe);
        }
    }

    private void AddProcesses(IResource resource, IProcessRecipe recipe)
    {
        var replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var ports = endpoints.ToDictionary(e => e, e => Allocate(resource, e, replicas));
        for (var replica = 0; replica < replicas; replica++)
        {
            var id = replicas == 1 ? resource.Name : string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{replica}");
            var index = replica;
            var console = new ConsoleLog(settings.Data.File("logs", $"{id}.log"), time);
            var unit = new UnitModel(
                resource, id, replica, recipe, [.. endpoints.Select(e => e.Allocations[index])], [.. endpoints.Select(e => ports[e][index])], console);
            _consoles.Add(id, console);
            board.Add(new UnitStatus
            {
                Resource = resource,
                InstanceId = id,
                ResourceType = recipe.ResourceType,
                Endpoints = [.. unit.Endpoints],
            });
            _units.Add(id, new ProcessUnit(board, unit, environment, settings, time));
        }
    }

    private List<PortReservation> Allocate(IResource resource, EndpointAnnotation endpoint, int replicas)
    {
        var reservations = new List<PortReservation>();
        for (var replica = 0; replica < replicas; replica++)
        {
            var wished = replica == 0 && !settings.Isolated ? endpoint.Port : null;
            reservations.Add(settings.Ports.Reserve($"{resource.Name} {endpoint.Name}", wished));
        }

        _moved.AddRange(reservations.Where(r => r.Taken is not null));
        endpoint.Allocations = [.. reservations.Select(r => new AllocatedEndpoint(endpoint, PortAllocator.Loopback, r.Port))];
        return reservations;
    }

    private async Task StartDashboardAsync(CancellationToken cancellationToken)
    {
        if (settings is not { Dashboard: { } options, DashboardPort: { } port })
        {
            return;
        }

        if (port.Taken is not null)
        {
            PortNotices = [Describe(port), .. PortNotices];
        }

        port.Release();
        _dashboard = new DashboardHost(options, new ResourceSource(this, board), logging, time);
        await _dashboard.StartAsync(cancellationToken);
        environment.Dashboard = _dashboard;
    }

    private static string Describe(PortReservation reservation) => string.Create(
        CultureInfo.InvariantCulture, $"port {reservation.Taken} is in use by {PortOwner.Describe(reservation.Taken!.Value)}; {reservation.Port} is taken instead");
}
