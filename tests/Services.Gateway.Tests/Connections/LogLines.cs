using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace Services.Gateway.Tests.Connections;

/// <summary>
/// Lines of one category of the log, as they are written. The process has one source of them, which the end of any listener turns off:
/// tests with one are of one collection.
/// </summary>
internal sealed class LogLines(string category) : EventListener
{
    /// <summary>The collection of the tests.</summary>
    public const string Collection = "log lines";

    private const EventKeywords FormattedMessages = (EventKeywords)4;

    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public async Task<string> WaitForAsync(string beginning)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (_lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Extensions-Logging")
        {
            EnableEvents(eventSource, EventLevel.Informational, FormattedMessages);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // level, factory, category, event id, event name, message
        if (eventData is { EventName: "FormattedMessage", Payload: [_, _, string name, _, _, string message, ..] } && name == category)
        {
            _lines.Enqueue(message);
        }
    }
}
