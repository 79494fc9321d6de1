using LocalAspire.Dashboard.Resources;
using LocalAspire.Supervision;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Starts and stops single instances.</summary>
public sealed class ResourceCommandService
{
    private readonly Platform _platform;

    internal ResourceCommandService(Platform platform) => _platform = platform;

    /// <param name="resourceId">The instance.</param>
    /// <param name="commandName">One of <see cref="KnownResourceCommands"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the command goes on.</param>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        if (!_platform.Units.TryGetValue(resourceId, out var unit))
        {
            return new ExecuteCommandResult { Success = false, Message = $"There is no resource '{resourceId}'." };
        }

        ResourceCommand? command = commandName switch
        {
            KnownResourceCommands.StartCommand => ResourceCommand.Start,
            KnownResourceCommands.StopCommand => ResourceCommand.Stop,
            KnownResourceCommands.RestartCommand => ResourceCommand.Restart,
            _ => null,
        };
        if (command is null)
        {
            return new ExecuteCommandResult { Success = false, Message = $"There is no command '{commandName}'." };
        }

        var result = await unit.ExecuteAsync(command.Value, cancellationToken);
        return new ExecuteCommandResult { Success = result.Succeeded, Message = result.Message };
    }
}

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it was carried out.</summary>
    public required bool Success { get; init; }

    /// <summary>Why not.</summary>
    public string? Message { get; init; }
}

/// <summary>The commands that every resource knows.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts a stopped instance.</summary>
    public const string StartCommand = "resource-start";

    /// <summary>Stops it gracefully; it stays stopped.</summary>
    public const string StopCommand = "resource-stop";

    /// <summary>Stops it gracefully and starts it again.</summary>
    public const string RestartCommand = "resource-restart";
}
