namespace LocalAspire.Dashboard.Resources;

/// <summary>One line that a resource wrote.</summary>
/// <param name="Sequence">Ascending within the instance from 1, without gaps, across restarts of its process.</param>
/// <param name="Timestamp">When it was read.</param>
/// <param name="IsError">Written to standard error.</param>
/// <param name="Text">Without the line break; may contain ANSI colour sequences.</param>
public sealed record ConsoleLine(long Sequence, DateTimeOffset Timestamp, bool IsError, string Text);
