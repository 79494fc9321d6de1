using System.Runtime.CompilerServices;

namespace LocalAspire.Dashboard.Resources;

/// <summary>
/// Keeps the latest lines of one instance and hands them to any number of followers. Thread-safe. Writers never wait: a follower that is
/// slower than the writer by more than the capacity misses lines, which it can see from the gap in the sequence.
/// </summary>
/// <param name="capacity">How many lines are kept. Range: 1 and more. Default: 5,000.</param>
/// <param name="maxLineLength">Longer lines are cut. Range: 1 and more. Default: 8,192 characters.</param>
/// <param name="timeProvider">Clock for the timestamps.</param>
public sealed class ConsoleBuffer(int capacity = 5_000, int maxLineLength = 8_192, TimeProvider? timeProvider = null)
{
    private const int BatchSize = 256;

    private readonly Lock _gate = new();
    private readonly ConsoleLine[] _lines = new ConsoleLine[capacity];
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>Adds a line; the oldest goes when the buffer is full.</summary>
    public void Append(string text, bool isError = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kept = text.Length > maxLineLength ? string.Concat(text.AsSpan(0, maxLineLength), "…") : text;
        TaskCompletionSource changed;
        lock (_gate)
        {
            _last++;
            _lines[(int)((_last - 1) % capacity)] = new ConsoleLine(_last, _time.GetUtcNow(), isError, kept);
            changed = _changed;
            if (changed.Task.IsCompleted)
            {
                return;
            }
        }

        changed.TrySetResult();
    }

    /// <summary>The kept lines after a sequence number and, with <paramref name="follow"/>, those to come.</summary>
    public async IAsyncEnumerable<ConsoleLine> ReadAsync(
        long after, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<ConsoleLine>(BatchSize);
        while (true)
        {
            Task changed;
            batch.Clear();
            lock (_gate)
            {
                var first = Math.Max(after + 1, _last - capacity + 1);
                for (var sequence = Math.Max(first, 1); sequence <= _last && batch.Count < BatchSize; sequence++)
                {
                    batch.Add(_lines[(int)((sequence - 1) % capacity)]);
                }

                if (batch.Count == 0 && _changed.Task.IsCompleted)
                {
                    _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                changed = _changed.Task;
            }

            foreach (var line in batch)
            {
                yield return line;
                after = line.Sequence;
            }

            if (batch.Count > 0)
            {
                continue;
            }

            if (!follow)
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
