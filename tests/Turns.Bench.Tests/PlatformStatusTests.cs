using Turns.Bench.Platform;

namespace Turns.Bench.Tests;

public sealed class PlatformStatusTests
{
    [Fact]
    public void Parse_RunningPlatform_HasTheGatewayAndReplicasTogether()
    {
        var status = PlatformStatus.Parse(
            """
            {
              "addresses": { "gateway": "http://127.0.0.1:5080", "web": "http://127.0.0.1:5173" },
              "resources": [
                { "name": "switchboard", "state": "Running", "health": "Healthy", "pid": null },
                { "name": "orchestrator-0", "state": "Running", "health": "Healthy", "pid": 10 },
                { "name": "orchestrator-1", "state": "Running", "health": null, "pid": 11 },
                { "name": "gateway", "state": "Running", "health": "Healthy", "pid": 12 }
              ]
            }
            """
        );

        Assert.Equal(new Uri("http://127.0.0.1:5080"), status.Gateway);
        Assert.Equal(["orchestrator", "gateway"], status.Pids.Select(static resource => resource.Key));
        Assert.Equal([10, 11], status.Pids["orchestrator"]);
    }

    [Fact]
    public void Parse_NothingRuns_HasNoGateway() => Assert.Null(PlatformStatus.Parse("""{ "addresses": {}, "resources": [] }""").Gateway);

    [Fact]
    public void Parse_SomethingElse_SaysSo() => Assert.Throws<BenchException>(() => PlatformStatus.Parse("The platform does not run."));
}
