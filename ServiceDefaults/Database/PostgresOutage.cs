using Npgsql;

namespace ServiceDefaults.Database;

/// <summary>What counts as PostgreSQL being out of reach, which passes, as opposed to a statement that is wrong.</summary>
public static class PostgresOutage
{
    /// <summary>True when the same call may succeed later: no connection, a server that takes none, or no answer in time.</summary>
    public static bool Is(Exception exception) => exception is NpgsqlException { IsTransient: true } or TimeoutException;
}
