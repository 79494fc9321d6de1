using ServiceDefaults.Database;

namespace ServiceDefaults.Tests;

public sealed class StatementSummaryTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT")]
    [InlineData("select name, checksum from agents.migrations", "SELECT agents.migrations")]
    [InlineData("\n  insert into conversations.messages (id) values ($1)", "INSERT conversations.messages")]
    [InlineData("UPDATE orchestrator.turns SET state = 'running' WHERE turn_id = $1", "UPDATE orchestrator.turns")]
    [InlineData("delete from agents.tickets", "DELETE agents.tickets")]
    [InlineData("with next as (select 1) update conversations.sessions set a = 1", "UPDATE conversations.sessions")]
    [InlineData("with a as (select 1) select * from evals.evaluations", "SELECT evals.evaluations")]
    [InlineData("", "postgresql")]
    [InlineData("select pg_advisory_lock($1)", "SELECT")]
    public void Of_Statement_NamesOperationAndTable(string statement, string summary) =>
        Assert.Equal(summary, StatementSummary.Of(statement));
}
