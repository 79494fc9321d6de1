using System.Text.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Switchboard.Testing;

namespace EndToEnd.Operations;

/// <summary>What the role of each service may do in the platform's database: every table there is is tried.</summary>
public sealed class DatabaseRoleTests(PlatformFixture platform)
{
    private const string Missing = "42501";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string[], string[]> Services =>
        new()
        {
            { "gateway", ["conversations."], ["conversations."] },
            { "orchestrator", ["conversations.", "orchestrator."], ["conversations.", "orchestrator."] },
            {
                "agents",
                [
                    "agents.",
                    "conversations.sessions",
                    "conversations.tool_calls",
                    "conversations.turn_ends",
                    "conversations.vault",
                    "conversations.vault_keys",
                    "conversations.erasures",
                    "conversations.erasure_steps",
                ],
                ["agents."]
            },
            { "evals", ["evals.", "conversations.messages", "conversations.erasures", "conversations.erasure_steps"], ["evals."] },
        };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Role_OfAService_ReadsAndChangesNothingButItsOwn(string service, string[] reads, string[] deletes)
    {
        await using var source = await ConnectAsync($"switchboard_{service}");
        List<string> faults = [];

        foreach (var table in await TablesAsync())
        {
            await ExpectAsync($"select from {table} limit 0", IsAmong(reads, table));
            await ExpectAsync($"delete from {table} where false", IsAmong(deletes, table) && !table.EndsWith(".changelog"));
            await ExpectAsync($"drop table {table}", false);
        }

        foreach (var schema in (string[])["conversations", "orchestrator", "agents", "evals", "public"])
        {
            await ExpectAsync($"create table {schema}.another ()", false);
        }

        await ExpectAsync("set role switchboard_owner", false);
        await ExpectAsync("select from pg_authid limit 0", false);
        await ExpectAsync("create role another", false);
        await ExpectAsync("create schema another", false);
        Assert.Empty(faults);

        async Task ExpectAsync(string statement, bool isAllowed)
        {
            if (await IsAllowedAsync(source, statement) != isAllowed)
            {
                faults.Add($"{statement}: {(isAllowed ? "refused" : "allowed")}");
            }
        }
    }

    [Fact]
    public async Task Role_OfTheAgents_EntersCallsAndTakesNoneBack()
    {
        await using var source = await ConnectAsync("switchboard_agents");

        Assert.True(
            await IsAllowedAsync(
                source,
                "insert into conversations.tool_calls (turn_id) select turn_id from conversations.tool_calls where false"
            )
        );
        Assert.False(await IsAllowedAsync(source, "update conversations.tool_calls set result = '{}' where false"));
        Assert.False(await IsAllowedAsync(source, "select owner_id from conversations.sessions limit 0"));
        Assert.False(await IsAllowedAsync(source, "update conversations.sessions set owner_id = '' where false"));
        Assert.False(await IsAllowedAsync(source, "insert into conversations.turn_ends select * from conversations.turn_ends where false"));
    }

    [Fact]
    public async Task Role_OfTheEvaluations_ChangesNoWordOfAMessage()
    {
        await using var source = await ConnectAsync("switchboard_evals");

        Assert.True(await IsAllowedAsync(source, "update conversations.messages set metadata = '{}' where false"));
        Assert.False(await IsAllowedAsync(source, "update conversations.messages set content = '' where false"));
    }

    [Fact]
    public async Task Owner_OfTheSchemas_IsNoSuperuser()
    {
        await using var source = await ConnectAsync("switchboard_owner");

        Assert.True(await IsAllowedAsync(source, "create table conversations.another ()"));
        Assert.False(await IsAllowedAsync(source, "select from pg_authid limit 0"));
        Assert.False(await IsAllowedAsync(source, "create role another"));
        Assert.False(await IsAllowedAsync(source, "create database another"));
    }

    private static bool IsAmong(string[] patterns, string table) =>
        patterns.Any(pattern => pattern.EndsWith('.') ? table.StartsWith(pattern, StringComparison.Ordinal) : table == pattern);

    /// <summary>Tries it, and takes it back.</summary>
    private static async Task<bool> IsAllowedAsync(NpgsqlDataSource source, string statement)
    {
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = statement.StartsWith("create database") ? null : await connection.BeginTransactionAsync(Cancellation);
        await using var command = new NpgsqlCommand(statement, connection);
        try
        {
            await command.ExecuteNonQueryAsync(Cancellation);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == Missing)
        {
            return false;
        }
    }

    private async Task<List<string>> TablesAsync()
    {
        await using var source = NpgsqlDataSource.Create(
            (await platform.Application.GetConnectionStringAsync("switchboard", Cancellation))!
        );
        await using var command = source.CreateCommand(
            """
            select schemaname || '.' || tablename from pg_tables
            where schemaname in ('conversations', 'orchestrator', 'agents', 'evals')
            order by 1
            """
        );
        List<string> tables = [];
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            tables.Add(reader.GetString(0));
        }

        Assert.True(tables.Count > 15, string.Join(", ", tables));
        return tables;
    }

    private async Task<NpgsqlDataSource> ConnectAsync(string role)
    {
        var secrets = JsonSerializer.Deserialize<Dictionary<string, string>>(
            await File.ReadAllBytesAsync(Path.Combine(platform.DataFolder, "secrets.json"), Cancellation)
        )!;
        var superuser = await platform.Application.GetConnectionStringAsync("switchboard", Cancellation);
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(superuser)
            {
                Username = role,
                Password = secrets[$"{role.Replace('_', '-')}-password"],
            }.ConnectionString
        );
    }
}
