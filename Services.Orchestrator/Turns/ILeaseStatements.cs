using Npgsql;

namespace Services.Orchestrator.Turns;

/// <summary>
/// What is asked of the database in the same round trip as a lease. All of it is one transaction; each statement sees what was committed
/// when it begins, so those after the lock see everything that the lease's last holder has done.
/// </summary>
internal interface ILeaseStatements
{
    /// <summary>A condition that is true in the statements after the lock if the lease was granted.</summary>
    const string IsLeased = "current_setting('orchestrator.lease', true) = 'granted'";

    /// <summary>Comes before the lock is tried.</summary>
    NpgsqlBatchCommand Before { get; }

    /// <summary>Come after the lock was tried, granted or not.</summary>
    IReadOnlyList<NpgsqlBatchCommand> After { get; }

    /// <summary>Reads the answer of <see cref="Before"/>.</summary>
    Task ReadBeforeAsync(NpgsqlDataReader answer);

    /// <summary>Reads the answers of <see cref="After"/>, the first of which is the current one.</summary>
    Task ReadAfterAsync(NpgsqlDataReader answers);
}
