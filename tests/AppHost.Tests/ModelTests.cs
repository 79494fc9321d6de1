using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AppHost.Tests;

/// <summary>The names and the shape that services, tests and scripts rely on; nothing is started.</summary>
public sealed class ModelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_OfThePlatform_HaveTheAgreedNames()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);

        string[] expected =
        [
            "redis",
            "rabbitmq",
            "postgres",
            "switchboard",
            "guardrails",
            "agents",
            "orchestrator",
            "evals",
            "gateway",
            "web",
        ];
        Assert.Equal(expected, builder.Resources.Where(r => r is not ParameterResource).Select(r => r.Name));
    }

    [Fact]
    public async Task Orchestrator_InTheModel_HasTwoReplicas()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);

        Assert.Equal(2, Find(builder, "orchestrator").Annotations.OfType<ReplicaAnnotation>().Single().Replicas);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2, "--Gateways=2")]
    public async Task Gateway_InTheModel_HasAsManyReplicasAsAreWanted(int expected, params string[] arguments)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, Cancellation);

        Assert.Equal(expected, Find(builder, "gateway").Annotations.OfType<ReplicaAnnotation>().Single().Replicas);
    }

    [Theory]
    [InlineData("agents", "switchboard")]
    [InlineData("agents", "guardrails")]
    [InlineData("orchestrator", "rabbitmq")]
    [InlineData("orchestrator", "redis")]
    [InlineData("orchestrator", "agents")]
    [InlineData("evals", "rabbitmq")]
    [InlineData("gateway", "rabbitmq")]
    [InlineData("web", "gateway")]
    public async Task Resource_ThatNeedsAnother_WaitsForIt(string resource, string dependency)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);

        Assert.Contains(Find(builder, resource).Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == dependency);
    }

    [Fact]
    public async Task ExternalEndpoints_OfThePlatform_AreThoseThatPeopleUse()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancellation);

        var external = builder
            .Resources.Where(resource => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
            .Select(resource => resource.Name);
        Assert.Equal(["rabbitmq", "gateway", "web"], external);
    }

    private static IResource Find(IDistributedApplicationBuilder builder, string name) => builder.Resources.Single(r => r.Name == name);
}
