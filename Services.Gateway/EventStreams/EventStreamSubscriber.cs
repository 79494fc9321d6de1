using System.Threading.Channels;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;

namespace Services.Gateway.EventStreams;

/// <summary>
/// A stream of server-sent events as a subscriber of its session. It holds what the client has not taken yet; past its bound the stream
/// ends, and the client comes back with the last number it has.
/// </summary>
internal sealed class EventStreamSubscriber(string userId) : Subscriber
{
    private const int Capacity = 1_024;

    private readonly Channel<LogEntry> _channel = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override string UserId => userId;

    /// <summary>Who reads along is not seen.</summary>
    public override bool IsPresent => false;

    /// <summary>Is told of each entry that was written; null if nobody watches.</summary>
    public Action<LogEntry>? OnSent { get; init; }

    public ChannelReader<LogEntry> Entries => _channel.Reader;

    public override void Deliver(LogEntry entry)
    {
        if (!_channel.Writer.TryWrite(entry))
        {
            End();
        }
    }

    /// <summary>Nothing more comes; what is held can still be read.</summary>
    public void End() => _channel.Writer.TryComplete();

    public override Task WhenDrained()
    {
        // Taken before the count: what is held then is drained after that, and completes this task or has done so.
        var drained = Volatile.Read(ref _drained).Task;
        return _channel.Reader.Count == 0 ? Task.CompletedTask : drained;
    }

    /// <summary>Everything that was read has been written.</summary>
    public void OnDrained() =>
        Interlocked.Exchange(ref _drained, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
