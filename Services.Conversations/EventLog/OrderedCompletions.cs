using System.Threading.Channels;

namespace Services.Conversations.EventLog;

/// <summary>
/// Completes calls in the order in which they were made. The Redis client answers in that order, but resumes whoever waits on any thread:
/// two who wait for neighbouring answers may go on in either order. Here they go on one after the other, on the thread of the pump.
/// </summary>
internal sealed class OrderedCompletions<T> : IAsyncDisposable
{
    private readonly Channel<(Task<T> Call, TaskCompletionSource<T> Completion)> _calls = Channel.CreateUnbounded<(
        Task<T>,
        TaskCompletionSource<T>
    )>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Lock _gate = new();
    private readonly Task _pump;

    public OrderedCompletions()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _pump = Task.Run(PumpAsync);
        }
    }

    /// <summary>
    /// Makes a call; its task completes after those of the calls before it. The caller bounds how many are under way. Thread-safe.
    /// </summary>
    public Task<T> RunAsync(Func<Task<T>> call)
    {
        // No asynchronous continuations: these are what is kept in order.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.None);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(!_calls.Writer.TryWrite((call(), completion)), this);
        }

        return completion.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Writer.TryComplete();
        await _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var (call, completion) in _calls.Reader.ReadAllAsync())
        {
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            completion.TrySetFromTask(call);
        }
    }
}
