namespace Services.Orchestrator.Replies;

/// <summary>
/// Holds the agent's deltas until they make a sentence, or have become too long or too old to wait for its end. What is taken is always the
/// beginning of what is held, in the deltas it came in; a delta that a cut falls into is divided. Not thread safe.
/// </summary>
internal sealed class SentenceBuffer(ReplyOptions options, TimeProvider time)
{
    private readonly List<string> _deltas = [];
    private long _since;

    /// <summary>Characters held.</summary>
    public int Length { get; private set; }

    /// <summary>When what is held may be taken without its sentence's end; null when nothing is held.</summary>
    public TimeSpan? TimeLeft => Length == 0 ? null : Max(options.LongestHold - time.GetElapsedTime(_since), TimeSpan.Zero);

    /// <summary>Adds a delta; empty ones are ignored.</summary>
    public void Add(string delta)
    {
        if (delta.Length == 0)
        {
            return;
        }

        if (Length == 0)
        {
            _since = time.GetTimestamp();
        }

        _deltas.Add(delta);
        Length += delta.Length;
    }

    /// <summary>Takes the complete sentences, or as much as may be cut off when the bounds are reached; empty if it is too early.</summary>
    public IReadOnlyList<string> TakeReady()
    {
        if (Length == 0)
        {
            return [];
        }

        var text = string.Concat(_deltas);
        var end = SentenceBoundary.LastEnd(text);
        if (end == 0 && (Length >= options.LongestText || TimeLeft <= TimeSpan.Zero))
        {
            end = SentenceBoundary.LastSafeCut(text);
        }

        if (end == 0 && Length >= 2 * options.LongestText)
        {
            end = Length;
        }

        return Take(end);
    }

    /// <summary>Takes everything.</summary>
    public IReadOnlyList<string> TakeAll() => Take(Length);

    private List<string> Take(int count)
    {
        var taken = new List<string>();
        var index = 0;
        for (var left = count; left > 0; index++)
        {
            var delta = _deltas[index];
            if (delta.Length > left)
            {
                taken.Add(delta[..left]);
                _deltas[index] = delta[left..];
                break;
            }

            taken.Add(delta);
            left -= delta.Length;
        }

        _deltas.RemoveRange(0, index);
        Length -= count;
        if (count > 0)
        {
            _since = time.GetTimestamp();
        }

        return taken;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
