using System.Collections.Concurrent;
using Services.Conversations.EventLog;

namespace Services.Conversations.Tests;

/// <summary>Keeps what a subscription brings; then it does what the test wants it to.</summary>
internal sealed class LogCollector(Action<IReadOnlyList<LogEntry>>? then = null) : ILogSubscriber
{
    public ConcurrentQueue<LogEntry> Seen { get; } = new();

    public void OnEntries(IReadOnlyList<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            Seen.Enqueue(entry);
        }

        then?.Invoke(entries);
    }
}
