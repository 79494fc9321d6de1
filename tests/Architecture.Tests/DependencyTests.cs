namespace Architecture.Tests;

/// <summary>Dependencies point one way, and services meet over the network only.</summary>
public sealed class DependencyTests
{
    /// <summary>What each project of the product may refer to among the projects of the product.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Services.Contracts"] = [],
        ["Services.Screening"] = ["Services.Contracts"],
        ["Services.Conversations"] = ["Services.Contracts", "Services.Screening"],
        ["Services.Messaging"] = ["Services.Contracts"],
        ["Services.Gateway.SocketIo"] = [],
        ["ServiceDefaults"] = [],
        ["Services.Gateway"] =
        [
            "Services.Contracts",
            "Services.Conversations",
            "Services.Messaging",
            "Services.Gateway.SocketIo",
            "ServiceDefaults",
        ],
        ["Services.Orchestrator"] = ["Services.Contracts", "Services.Conversations", "Services.Messaging", "ServiceDefaults"],
        ["Services.Retail"] = ["Services.Contracts"],
        ["Services.Agents.Offline"] = ["Services.Contracts", "Services.Retail", "Services.Screening"],
        ["Services.Embeddings"] = [],
        ["Services.Agents"] =
        [
            "Services.Contracts",
            "Services.Conversations",
            "Services.Embeddings",
            "Services.Retail",
            "Services.Agents.Offline",
            "ServiceDefaults",
        ],
        ["Services.Guardrails"] = ["Services.Contracts", "Services.Screening", "ServiceDefaults"],
        ["Services.Evals"] = ["Services.Contracts", "Services.Conversations", "Services.Messaging", "ServiceDefaults"],
    };

    public static TheoryData<string> ProductProjects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void References_OfAProductProject_AreAllowed(string project)
    {
        var product = Repository
            .ReferencesOf(project)
            .Where(name => name == "ServiceDefaults" || name.StartsWith("Services.", StringComparison.Ordinal));

        Assert.Empty(product.Except(Allowed[project]));
    }

    [Fact]
    public void ProductProjects_AreAllListed() =>
        Assert.DoesNotContain(
            Repository.Projects.Keys.Except(Allowed.Keys),
            name => name.StartsWith("Services.", StringComparison.Ordinal) && !name.EndsWith(".Tests", StringComparison.Ordinal)
        );

    [Fact]
    public void AgentsAndGuardrails_KnowNeitherBrokerNorRedis() =>
        Assert.All(
            ["Services.Agents", "Services.Guardrails"],
            project => Assert.DoesNotContain(Repository.ReferencesOf(project), name => name.Contains("RabbitMQ") || name.Contains("Redis"))
        );

    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root.FullName, "Platform.sln")).Replace('\\', '/');

        Assert.All(
            Repository.Projects.Values,
            file => Assert.Contains(Path.GetRelativePath(Repository.Root.FullName, file.FullName).Replace('\\', '/'), solution)
        );
    }
}
