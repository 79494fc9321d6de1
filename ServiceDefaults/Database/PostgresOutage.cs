using Npgsql;

namespace ServiceDefaults.Database;

/// <summary>What counts as PostgreSQL being out of reach, which passes, as opposed to a statement that is wrong.</summary>
public static class PostgresOutage
{
    /// <summary>Classes of SQLSTATE that tell of the server, whatever the statement: its first two characters.</summary>
    private static readonly HashSet<string> ClassesOfTheServer =
    [
        "08", // Connections.
        "28", // Who may connect.
        "53", // Memory, disk, connections are used up.
        "57", // Shut down, not started yet, or an operator or a time limit stepped in.
        "58", // The system below it.
        "F0", // Its configuration.
    ];

    /// <summary>Single conditions that tell of the server or of what others do there at the same time.</summary>
    private static readonly HashSet<string> StatesOfTheServer =
    [
        PostgresErrorCodes.ReadOnlySqlTransaction,
        "25P03", // A transaction lay idle for too long.
        "25P04", // The whole transaction took too long.
        PostgresErrorCodes.InvalidCatalogName,
        PostgresErrorCodes.SerializationFailure,
        PostgresErrorCodes.DeadlockDetected,
        PostgresErrorCodes.StatementCompletionUnknown,
        PostgresErrorCodes.InsufficientPrivilege,
        PostgresErrorCodes.ObjectInUse,
        PostgresErrorCodes.LockNotAvailable,
    ];

    /// <summary>
    /// True when the same call may succeed later: no connection, no answer in time, or a server that serves nobody, or not this service, or
    /// takes no writes, just now.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is TimeoutException
        || (exception is NpgsqlException refusal && (refusal.IsTransient || (refusal.SqlState is { } state && IsOfTheServer(state))));

    private static bool IsOfTheServer(string state) =>
        StatesOfTheServer.Contains(state) || (state.Length == 5 && ClassesOfTheServer.Contains(state[..2]));
}
