using Npgsql;

namespace AppHost.Stores;

/// <summary>
/// Sees to it that the platform's database has an owner that is no superuser, and a role for each service. What a role may do in a schema
/// its owner says (<c>grants.sql</c> beside the migrations).
/// </summary>
internal static class DatabaseRoles
{
    /// <summary>Owns the database, its schemas and all in them; changes them, and nothing else.</summary>
    public const string Owner = "switchboard_owner";

    private const string Schemas = "conversations,orchestrator,agents,evals";

    /// <summary>Definitions take no parameters: the server puts them together from settings of the transaction, and quotes.</summary>
    private const string Settings = "select set_config('switchboard.role', $1, true), set_config('switchboard.value', $2, true)";

    private const string MakeRole = """
        do $$
        declare
            role     text := current_setting('switchboard.role');
            password text := current_setting('switchboard.value');
        begin
            if to_regrole(role) is null then
                execute format('create role %I', role);
            end if;

            execute format('alter role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L', role, password);
            execute format('grant connect on database %I to %I', current_database(), role);
        end
        $$
        """;

    private const string MakeOwner = """
        do $$
        declare
            role    text   := current_setting('switchboard.role');
            schemas text[] := string_to_array(current_setting('switchboard.value'), ',');
            found   text;
        begin
            execute format('revoke all on database %I from public', current_database());
            execute format('alter database %I owner to %I', current_database(), role);
            revoke all on schema public from public;
            for found in select nspname from pg_namespace where nspname = any (schemas) and nspowner <> to_regrole(role) loop
                execute format('alter schema %I owner to %I', found, role);
            end loop;

            for found in
                select relation.oid::regclass from pg_class relation join pg_namespace space on space.oid = relation.relnamespace
                where nspname = any (schemas) and relowner <> to_regrole(role)
                    -- A sequence that belongs to a column goes with its table.
                    and (relkind in ('r', 'p', 'v', 'm') or relkind = 'S' and not exists (
                        select from pg_depend where objid = relation.oid and deptype in ('a', 'i')))
            loop
                execute format('alter table %s owner to %I', found, role);
            end loop;
        end
        $$
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The role of a service.</summary>
    public static string Of(string service) => $"switchboard_{service}";

    /// <summary>
    /// Makes what is missing, in a database of before too, whose tables were the superuser's: they become the owner's. Can be repeated, and
    /// gives each role the password that it should have by now.
    /// </summary>
    /// <param name="connectionString">The superuser's, with the database.</param>
    /// <param name="passwords">By the name of the role: the owner's, and those of the services.</param>
    /// <param name="cancellationToken">Ends it; nothing has been changed then.</param>
    public static async Task EnsureAsync(
        string connectionString,
        IEnumerable<KeyValuePair<string, string>> passwords,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(patience.Token);
        await using var transaction = await connection.BeginTransactionAsync(patience.Token);
        foreach (var (role, password) in passwords)
        {
            await RunAsync(connection, MakeRole, role, password, patience.Token);
        }

        await RunAsync(connection, MakeOwner, Owner, Schemas, patience.Token);
        await transaction.CommitAsync(patience.Token);
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string block,
        string role,
        string value,
        CancellationToken cancellationToken
    )
    {
        var settings = new NpgsqlBatchCommand(Settings)
        {
            Parameters =
            {
                new() { Value = role },
                new() { Value = value },
            },
        };
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { settings, new NpgsqlBatchCommand(block) } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
