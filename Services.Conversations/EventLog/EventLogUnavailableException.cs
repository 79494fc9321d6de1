namespace Services.Conversations.EventLog;

/// <summary>
/// Redis did not answer in time, cannot be reached, or has too much to answer already. Whether an append took effect is unknown; chunks and
/// finals may be repeated safely.
/// </summary>
public sealed class EventLogUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
