using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Supervision;

/// <summary>The platform as the dashboard sees it.</summary>
internal sealed class ResourceSource(Platform platform, StatusBoard board) : IResourceSource
{
    public IReadOnlyList<ResourceSnapshot> Resources => [.. board.All.Select(ToSnapshot)];

    public async IAsyncEnumerable<IReadOnlyList<ResourceSnapshot>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in board.WatchAsync(cancellationToken))
        {
            yield return Resources;
        }
    }

    public async IAsyncEnumerable<ConsoleLine> ReadConsoleAsync(
        string instanceId, long after, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (platform.Console(instanceId) is { } console)
        {
            await foreach (var line in console.ReadAsync(after, follow, cancellationToken))
            {
                yield return line;
            }
        }
    }

    public async Task<CommandResult> ExecuteAsync(string instanceId, ResourceCommand command, CancellationToken cancellationToken) =>
        platform.Units.TryGetValue(instanceId, out var unit)
            ? await unit.ExecuteAsync(command, cancellationToken)
            : CommandResult.Failed($"There is no resource '{instanceId}'.");

    private static ResourceSnapshot ToSnapshot(UnitStatus status) => new()
    {
        Name = status.Resource.Name,
        InstanceId = status.InstanceId,
        DisplayName = status.InstanceId,
        Type = status.ResourceType,
        State = status.State,
        Health = status.Health,
        Message = status.Message,
        Addresses = [.. status.Endpoints.Where(e => e.UriScheme == "http" || e.Endpoint.Name == "tcp").Select(e => new ResourceAddress(e.Endpoint.Name, e.UriString))],
        ProcessId = status.Pid,
        ExitCode = status.ExitCode,
        Restarts = status.Restarts,
        StartedAt = status.StartedAt,
        EnvironmentNames = status.EnvironmentNames,
        Commands = Commands(status),
        Parent = (status.Resource as IResourceWithParent)?.Parent.Name,
    };

    private static IReadOnlyList<ResourceCommand> Commands(UnitStatus status) => status.State switch
    {
        nameof(KnownResourceStates.FailedToStart) or nameof(KnownResourceStates.NotStarted) => [ResourceCommand.Start],
        nameof(KnownResourceStates.Exited) when status.Restarts == 0 || status.Message is null => [ResourceCommand.Start],
        nameof(KnownResourceStates.Stopping) => [],
        _ => [ResourceCommand.Stop, ResourceCommand.Restart],
    };
}
