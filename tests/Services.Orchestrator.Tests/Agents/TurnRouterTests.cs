using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Routing;

namespace Services.Orchestrator.Tests.Agents;

public sealed class TurnRouterTests
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Agents_ThatAreBackAfterAWhile_AreAskedSoonAfterwards()
    {
        // A tenth of the usual times: waits that double without an end would be of 0.8 s by then.
        var options = new AgentsOptions();
        options.RetryDelay /= 10;
        options.LongestRetryDelay /= 10;
        var agents = new AwayAgents(Away);
        var router = new TurnRouter(agents, Options.Create(options), TimeProvider.System, NullLogger<TurnRouter>.Instance);
        var since = Stopwatch.GetTimestamp();

        await router.RouteAsync(
            new TriageRequest
            {
                Caller = new Caller
                {
                    UserId = "demo",
                    Name = "Demo",
                    Role = Role.Customer,
                },
                Messages = [],
            },
            TestContext.Current.CancellationToken
        );

        Assert.InRange(Stopwatch.GetElapsedTime(since), Away, Away + TimeSpan.FromMilliseconds(400));
    }

    private sealed class AwayAgents(TimeSpan away) : IAgents
    {
        private readonly long _since = Stopwatch.GetTimestamp();

        public Task<TriageResult> TriageAsync(TriageRequest request, CancellationToken cancellationToken) =>
            Stopwatch.GetElapsedTime(_since) < away
                ? throw new AgentUnavailableException("They are away.", retryable: true)
                : Task.FromResult(
                    new TriageResult
                    {
                        Agent = "order",
                        Intent = "order_status",
                        Confidence = 1,
                    }
                );

        public IAsyncEnumerable<AgentUpdate> RunAsync(string agent, AgentRunRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
