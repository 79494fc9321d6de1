namespace Services.Messaging.DeadLetters;

/// <summary>What became of the letters.</summary>
/// <param name="Replayed">Published again.</param>
/// <param name="Dropped">Gone, since there was nothing left to do.</param>
/// <param name="Left">Still there: others were asked for.</param>
public readonly record struct DeadLetterReplayResult(int Replayed, int Dropped, int Left)
{
    public static DeadLetterReplayResult operator +(DeadLetterReplayResult left, DeadLetterReplayResult right) =>
        new(left.Replayed + right.Replayed, left.Dropped + right.Dropped, left.Left + right.Left);
}
