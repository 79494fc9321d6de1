namespace Services.Messaging.DeadLetters;

/// <summary>A message that could not be processed.</summary>
/// <param name="MessageId">Its id; a turn's is the turn's.</param>
/// <param name="Exchange">Where it was published first.</param>
/// <param name="Queue">The queue it was taken from; null when nobody wrote it down.</param>
/// <param name="Body">What it says.</param>
/// <param name="Replays">How often it had been replayed when it became this letter.</param>
public sealed record DeadLetter(string? MessageId, string Exchange, string? Queue, ReadOnlyMemory<byte> Body, int Replays);
