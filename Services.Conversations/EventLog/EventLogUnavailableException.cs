namespace Services.Conversations.EventLog;

/// <summary>
/// Redis did not answer in time or cannot be reached. Whether an append took effect is unknown; chunks and finals may be repeated safely.
/// </summary>
public sealed class EventLogUnavailableException(string message, Exception innerException) : Exception(message, innerException);
