using Switchboard.Testing;

namespace AppHost.Tests;

/// <summary>
/// Aspire's orchestrator asks a process to stop and kills it after six seconds; a server that is killed may lose its last writes.
/// </summary>
public sealed class ServerStopTests(RabbitMqFixture servers) : IClassFixture<RabbitMqFixture>
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Terminate_RabbitMqWithItsConsole_EndsWithinTheGrace()
    {
        var took = await servers.RabbitMq.TerminateAsync(TestContext.Current.CancellationToken);

        Assert.True(took < Grace, $"It took {took}.");
    }
}
