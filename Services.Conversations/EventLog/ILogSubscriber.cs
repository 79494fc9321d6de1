namespace Services.Conversations.EventLog;

/// <summary>Who is told of a log's entries; no delegate, since there is one for each session that somebody looks at.</summary>
public interface ILogSubscriber
{
    /// <summary>
    /// Entries in order; those of one append come together. The list ends with the call, which must not block. What it throws is logged.
    /// </summary>
    void OnEntries(IReadOnlyList<LogEntry> entries);
}
