using System.Threading.Channels;

namespace Services.Conversations.EventLog;

/// <summary>
/// Completes calls in the order in which they were made. The Redis client answers in that order, but resumes whoever waits on any thread:
/// two who wait for neighbouring answers may go on in either order. Here they go on one after the other, on the thread of the pump.
/// </summary>
/// <param name="limit">
/// How many calls may be under way, from the making of a call until its task completes. One more is not made: whoever asks would wait for
/// a server that does not keep up.
/// </param>
internal sealed class OrderedCompletions<T>(int limit) : IAsyncDisposable
{
    // A call keeps its place until it is completed, so that the capacity is the limit.
    private readonly Channel<(Task<T> Call, TaskCompletionSource<T> Completion)> _calls = Channel.CreateBounded<(
        Task<T>,
        TaskCompletionSource<T>
    )>(new BoundedChannelOptions(limit) { SingleReader = true });

    private readonly Lock _gate = new();
    private Task? _pump;
    private bool _isDisposed;

    /// <summary>Makes a call; its task completes after those of the calls before it. Thread-safe.</summary>
    /// <exception cref="EventLogUnavailableException">As many calls as may be are under way; this one was not made.</exception>
    public Task<T> RunAsync(Func<Task<T>> call)
    {
        // No asynchronous continuations: these are what is kept in order.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.None);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_calls.Reader.Count == limit)
            {
                return Task.FromException<T>(new EventLogUnavailableException($"{limit} calls are under way; no more is made."));
            }

            _calls.Writer.TryWrite((call(), completion));
            _pump ??= Start();
        }

        return completion.Task;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _calls.Writer.TryComplete();
        }

        await (_pump ?? Task.CompletedTask);
    }

    private Task Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(PumpAsync);
        }
    }

    private async Task PumpAsync()
    {
        while (await _calls.Reader.WaitToReadAsync())
        {
            while (_calls.Reader.TryPeek(out var next))
            {
                await ((Task)next.Call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _calls.Reader.TryRead(out _);
                next.Completion.TrySetFromTask(next.Call);
            }
        }
    }
}
