namespace LocalAspire.Dashboard.Resources;

/// <summary>
/// What the dashboard knows of the resources that the application host runs: their states, their console output and the commands that
/// may be given to them. Implementations are safe for concurrent use; the dashboard calls every member from many requests at once.
/// </summary>
public interface IResourceSource
{
    /// <summary>
    /// The present snapshots, one for each replica, in the order in which they are to be shown. Cheap: it is read for each page and by
    /// each follower.
    /// </summary>
    IReadOnlyList<ResourceSnapshot> Resources { get; }

    /// <summary>
    /// Yields the present snapshots at once, and all of them again after each change. Changes may be merged: a slow reader sees the latest
    /// state, not every state. Ends when the source is disposed of.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<ResourceSnapshot>> WatchAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Yields the kept console lines of an instance whose <see cref="ConsoleLine.Sequence"/> is greater than <paramref name="after"/>, in
    /// order, and with <paramref name="follow"/> the lines to come. An unknown instance yields nothing. See <see cref="ConsoleBuffer"/> for
    /// a ready-made bounded store.
    /// </summary>
    IAsyncEnumerable<ConsoleLine> ReadConsoleAsync(string instanceId, long after, bool follow, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a command to an instance and waits until it was carried out or refused. A refusal (unknown instance, a command that the state
    /// does not allow) is a value, not an exception.
    /// </summary>
    Task<CommandResult> ExecuteAsync(string instanceId, ResourceCommand command, CancellationToken cancellationToken);
}
