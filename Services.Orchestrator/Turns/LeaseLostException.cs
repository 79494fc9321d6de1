namespace Services.Orchestrator.Turns;

/// <summary>
/// The connection that holds this worker's session leases was lost, so that another worker may have the session. A new one is opened with
/// the next lease.
/// </summary>
internal sealed class LeaseLostException(Exception? cause) : Exception("The connection that holds the session's lease was lost.", cause);
