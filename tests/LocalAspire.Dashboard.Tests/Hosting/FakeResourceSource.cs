using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Tests.Hosting;

/// <summary>Resources that the test sets and commands that it can read back.</summary>
internal sealed class FakeResourceSource : IResourceSource
{
    private readonly ConcurrentDictionary<string, ConsoleBuffer> _consoles = new();
    private readonly ConcurrentDictionary<Channel<bool>, bool> _watchers = new();
    private volatile IReadOnlyList<ResourceSnapshot> _resources = [];

    public IReadOnlyList<ResourceSnapshot> Resources
    {
        get => _resources;
        set
        {
            _resources = value;
            foreach (var watcher in _watchers.Keys)
            {
                watcher.Writer.TryWrite(true);
            }
        }
    }

    public ConcurrentQueue<(string InstanceId, ResourceCommand Command)> Commands { get; } = [];

    public CommandResult NextResult { get; set; } = CommandResult.Success;

    public ConsoleBuffer Console(string instanceId) => _consoles.GetOrAdd(instanceId, _ => new ConsoleBuffer(100));

    public async IAsyncEnumerable<IReadOnlyList<ResourceSnapshot>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _watchers.TryAdd(changes, true);
        try
        {
            yield return Resources;
            await foreach (var _ in changes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return Resources;
            }
        }
        finally
        {
            _watchers.TryRemove(changes, out var _);
        }
    }

    public IAsyncEnumerable<ConsoleLine> ReadConsoleAsync(
        string instanceId,
        long after,
        bool follow,
        CancellationToken cancellationToken
    ) => Console(instanceId).ReadAsync(after, follow, cancellationToken);

    public Task<CommandResult> ExecuteAsync(string instanceId, ResourceCommand command, CancellationToken cancellationToken)
    {
        Commands.Enqueue((instanceId, command));
        return Task.FromResult(NextResult);
    }
}
