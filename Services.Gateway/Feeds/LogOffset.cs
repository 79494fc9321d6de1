namespace Services.Gateway.Feeds;

/// <summary>How far a client is in a log.</summary>
/// <param name="Tag">Names the log (<see cref="OffsetFormat.TagOf"/>).</param>
/// <param name="Seq">The number of the last entry that it has.</param>
internal readonly record struct LogOffset(string Tag, long Seq);
