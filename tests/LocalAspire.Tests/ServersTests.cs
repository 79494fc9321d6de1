using Npgsql;
using Switchboard.Testing;

namespace LocalAspire.Tests;

public sealed class ServersTests(InfrastructureFixture servers) : IClassFixture<InfrastructureFixture>
{
    [Fact]
    public async Task CreateDatabaseAsync_Twice_GivesTwoEmptyDatabases()
    {
        var first = await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var second = await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(first, second);
        await using var connection = new NpgsqlConnection(second);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void ConnectionStrings_OfRunningServers_HaveAspiresFormat()
    {
        Assert.Matches(@"^127\.0\.0\.1:\d+,password=\w+$", servers.RedisConnectionString);
        Assert.Matches(@"^amqp://guest:\w+@127\.0\.0\.1:\d+$", servers.RabbitMqConnectionString);
        Assert.Matches(
            @"^Host=127\.0\.0\.1;Port=\d+;Username=postgres;Password=\w+;Database=switchboard$",
            servers.PostgresConnectionString
        );
    }
}
