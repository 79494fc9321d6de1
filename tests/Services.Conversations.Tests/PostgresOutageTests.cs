using Npgsql;
using ServiceDefaults.Database;
using Switchboard.Testing;

namespace Services.Conversations.Tests;

/// <summary>What a real PostgreSQL answers when it cannot serve, and when the statement is wrong.</summary>
public sealed class PostgresOutageTests(PostgresFixture server) : IClassFixture<PostgresFixture>
{
    /// <summary>Those that no test can bring about are raised by a statement: they come over the wire as the server's own do.</summary>
    [Theory]
    [InlineData("53100", true)] // Disk full.
    [InlineData("53200", true)] // Out of memory.
    [InlineData("53300", true)] // Too many connections.
    [InlineData("57P01", true)] // Terminated by an operator.
    [InlineData("57P02", true)] // Crashed.
    [InlineData("57P03", true)] // Starts, or is in recovery.
    [InlineData("57014", true)] // A time limit of the server.
    [InlineData("58030", true)] // Input or output failed.
    [InlineData("40001", true)] // Others were there at the same time.
    [InlineData("40P01", true)]
    [InlineData("55P03", true)]
    [InlineData("08006", true)]
    [InlineData("28P01", true)]
    [InlineData("3D000", true)]
    [InlineData("42501", true)]
    [InlineData("42601", false)] // Syntax.
    [InlineData("42P01", false)] // No such table.
    [InlineData("23505", false)] // Unique.
    [InlineData("22P05", false)] // A character that cannot be stored.
    [InlineData("P0001", false)] // Raised by a statement.
    [InlineData("40002", false)] // A constraint, at the commit.
    public async Task Is_SqlState_IsAnOutageUnlessItIsAboutTheStatement(string state, bool expected) =>
        Assert.Equal(expected, PostgresOutage.Is(await FailureOfAsync($"do $$ begin raise sqlstate '{state}'; end $$")));

    [Fact]
    public async Task Is_ServerTakesNoWrites_IsAnOutage() =>
        Assert.True(PostgresOutage.Is(await FailureOfAsync("begin read only; create table t (id integer)")));

    [Fact]
    public async Task Is_ServerTookTooLong_IsAnOutage() =>
        Assert.True(PostgresOutage.Is(await FailureOfAsync("set statement_timeout = 10; select pg_sleep(5)")));

    [Fact]
    public async Task Is_ConnectionWasTerminated_IsAnOutage() =>
        Assert.True(PostgresOutage.Is(await FailureOfAsync("select pg_terminate_backend(pg_backend_pid())")));

    [Fact]
    public async Task Is_NoServer_IsAnOutage() =>
        Assert.True(PostgresOutage.Is(await FailureOfAsync("select 1", "Host=127.0.0.1;Port=1;Username=u;Password=p")));

    [Fact]
    public async Task Is_NoConnectionIsFreeHere_IsAnOutage()
    {
        await using var source = NpgsqlDataSource.Create($"{server.PostgresConnectionString};Maximum Pool Size=1;Timeout=1");
        await using var taken = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.True(
            PostgresOutage.Is(await Assert.ThrowsAnyAsync<Exception>(async () => await source.OpenConnectionAsync(CancellationToken.None)))
        );
    }

    private async Task<Exception> FailureOfAsync(string sql, string? connection = null)
    {
        await using var source = NpgsqlDataSource.Create(connection ?? $"{server.PostgresConnectionString};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await Assert.ThrowsAnyAsync<Exception>(() => command.ExecuteNonQueryAsync(CancellationToken.None));
    }
}
