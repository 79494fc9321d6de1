namespace Services.Gateway.SocketIo.Connections;

/// <summary>Answers that the server waits for, by their ids. Thread-safe.</summary>
internal sealed class PendingAnswers
{
    private const int MaxOutstanding = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, TaskCompletionSource<SocketIoAnswer>> _waiting = [];
    private ulong _next;
    private bool _hasFailed;

    /// <summary>The id for the next event, and its answer.</summary>
    /// <exception cref="IOException">The socket is gone, or has too many answers outstanding.</exception>
    public PendingAnswer Expect()
    {
        lock (_gate)
        {
            if (_hasFailed || _waiting.Count >= MaxOutstanding)
            {
                throw new IOException(_hasFailed ? "The socket is disconnected." : "Too many answers are outstanding.");
            }

            var answer = new TaskCompletionSource<SocketIoAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(_next, answer);
            return new PendingAnswer(this, _next++, answer.Task);
        }
    }

    public void Complete(ulong id, SocketIoAnswer answer)
    {
        lock (_gate)
        {
            if (_waiting.Remove(id, out var waiting))
            {
                waiting.TrySetResult(answer);
            }
        }
    }

    public void Remove(ulong id)
    {
        lock (_gate)
        {
            _waiting.Remove(id);
        }
    }

    /// <summary>The socket is gone.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _hasFailed = true;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(new IOException("The socket was disconnected before it answered."));
            }

            _waiting.Clear();
        }
    }
}
