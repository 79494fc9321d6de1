using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AppHost.Tests;

/// <summary>The names and the shape that services, tests and scripts rely on; nothing is started.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("switchboard-model-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_OfThePlatform_HaveTheAgreedNames()
    {
        await using var builder = await CreateAsync();

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
            "prometheus",
        ];
        // Aspire adds a resource of its own beside each project, which builds it anew on request.
        var named = builder.Resources.Where(r => r is not ParameterResource && !r.Name.EndsWith("-rebuilder", StringComparison.Ordinal));
        Assert.Equal(expected, named.Select(r => r.Name));
    }

    [Fact]
    public async Task Orchestrator_InTheModel_HasTwoReplicas()
    {
        await using var builder = await CreateAsync();

        Assert.Equal(2, Find(builder, "orchestrator").Annotations.OfType<ReplicaAnnotation>().Single().Replicas);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2, "--Gateways=2")]
    public async Task Gateway_InTheModel_HasAsManyReplicasAsAreWanted(int expected, params string[] arguments)
    {
        await using var builder = await CreateAsync(arguments);

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
    public async Task Resource_ThatNeedsAnother_WaitsForIt(string resource, string dependency)
    {
        await using var builder = await CreateAsync();

        Assert.Contains(Find(builder, resource).Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == dependency);
    }

    [Fact]
    public async Task Web_WithTheDevelopmentServer_WaitsForTheGateway()
    {
        await using var builder = await CreateAsync("--Web=dev");

        Assert.Contains(Find(builder, "web").Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "gateway");
    }

    [Fact]
    public async Task Stores_AsContainers_AreAspiresOwnWithPinnedImages()
    {
        await using var builder = await CreateAsync("--Stores=container");

        Assert.IsType<RedisResource>(Find(builder, "redis"));
        Assert.IsType<RabbitMQServerResource>(Find(builder, "rabbitmq"));
        Assert.IsType<PostgresServerResource>(Find(builder, "postgres"));
        Assert.IsType<PostgresDatabaseResource>(Find(builder, "switchboard"));
        foreach (var name in (string[])["redis", "rabbitmq", "postgres"])
        {
            var image = Find(builder, name).Annotations.OfType<ContainerImageAnnotation>().Single();
            Assert.Matches(@"^\d+\.\d+", image.Tag);
            Assert.Contains(
                Find(builder, name).Annotations.OfType<ContainerMountAnnotation>(),
                mount => mount.Source!.StartsWith(_data, StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("agents")]
    [InlineData("orchestrator")]
    [InlineData("gateway")]
    public async Task Services_WithStoresAsContainers_WaitForTheSameNames(string service)
    {
        await using var processes = await CreateAsync("--Stores=process");
        await using var containers = await CreateAsync("--Stores=container");

        Assert.Equal(WaitsOf(processes), WaitsOf(containers));

        // Of a database in a container one waits for the server too.
        IEnumerable<string> WaitsOf(IDistributedApplicationBuilder builder) =>
            Find(builder, service)
                .Annotations.OfType<WaitAnnotation>()
                .Select(wait => wait.Resource.Name)
                .Distinct()
                .Except(["postgres"])
                .Order();
    }

    [Fact]
    public async Task Stores_OfAKindThatIsNotThere_StopTheStartWithASentence()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync("--Stores=cloud"));

        Assert.Contains("container, process or auto", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExternalEndpoints_OfThePlatform_AreThoseThatPeopleUse()
    {
        await using var builder = await CreateAsync();

        var external = builder
            .Resources.Where(resource => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
            .Select(resource => resource.Name);
        Assert.Equal(["gateway"], external);
    }

    [Theory]
    [InlineData("--public", "--BindAddress=0.0.0.0")]
    [InlineData("--public", "--BindAddress=[::]", "--Auth:Authority=https://login.example")]
    [InlineData("--public", "--BindAddress=chat.example")]
    [InlineData("Auth__Authority", "--BindAddress=192.168.1.5", "--Public=true")]
    public async Task Bind_ForOtherMachines_WantsTheFlagAndAProvider(string named, params string[] arguments)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => CreateAsync(arguments));

        Assert.Contains(named, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bind_ForOtherMachinesWithBoth_HasNoDemoUsersAndKnowsItsNames()
    {
        await using var builder = await CreateAsync(
            "--BindAddress=192.168.1.5",
            "--Public=true",
            "--Auth:Authority=https://login.example",
            "--AllowedHosts=chat.example; *.chat.example"
        );

        await using var application = await builder.BuildAsync(Cancellation);
        var environment = await EnvironmentOfAsync(builder, "gateway");
        Assert.Equal("false", environment["Auth__Demo"]);
        Assert.Equal("https://login.example", environment["Auth__Authority"]);
        Assert.Equal("localhost;127.0.0.1;[::1];chat.example;*.chat.example;192.168.1.5", environment["AllowedHosts"]);
    }

    [Theory]
    [InlineData()]
    [InlineData("--BindAddress=127.0.0.1")]
    [InlineData("--BindAddress=[::1]")]
    public async Task Bind_ForThisMachine_KeepsDemoUsers(params string[] arguments)
    {
        await using var builder = await CreateAsync(arguments);

        await using var application = await builder.BuildAsync(Cancellation);
        Assert.DoesNotContain("Auth__Demo", (await EnvironmentOfAsync(builder, "gateway")).Keys);
    }

    [Theory]
    [InlineData("process", "localhost;127.0.0.1;[::1]")]
    [InlineData("container", "localhost;127.0.0.1;[::1];host.docker.internal")]
    public async Task Services_AreAskedByTheNamesOfThisMachine_AndByTheOneThatAContainerKnows(string stores, string expected)
    {
        await using var builder = await CreateAsync($"--Stores={stores}");

        await using var application = await builder.BuildAsync(Cancellation);
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            Assert.Equal(expected, (await EnvironmentOfAsync(builder, service.Name))["AllowedHosts"]);
        }
    }

    [Theory]
    [InlineData("process")]
    [InlineData("container")]
    public async Task Services_OfTheDatabase_HaveARoleOfTheirOwnAndNoneIsTheSuperuser(string stores)
    {
        await using var builder = await CreateAsync($"--Stores={stores}");

        await using var application = await builder.BuildAsync(Cancellation);
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            var environment = await EnvironmentOfAsync(builder, service.Name);
            var told = string.Join('\n', environment.Values.OfType<IManifestExpressionProvider>().Select(value => value.ValueExpression));
            Assert.DoesNotContain("postgres-password", told, StringComparison.Ordinal);
            Assert.Equal(service.Name == "guardrails", !environment.ContainsKey("ConnectionStrings__switchboard"));
            if (service.Name != "guardrails")
            {
                Assert.Contains(
                    $"Username=switchboard_{service.Name};Password={{switchboard-{service.Name}-password",
                    told,
                    StringComparison.Ordinal
                );
                Assert.Contains("Username=switchboard_owner;", told, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Services_OfThePlatform_KnowEachOtherAndOnlyTheirOwnKey()
    {
        await using var builder = await CreateAsync();

        await using var application = await builder.BuildAsync(Cancellation);
        foreach (var service in builder.Resources.OfType<ProjectResource>())
        {
            var environment = await EnvironmentOfAsync(builder, service.Name);
            Assert.Equal(Path.Combine(_data, "peers", "accepted.json"), environment["Peers__AcceptedFile"]);
            var asks = service.Name is "gateway" or "orchestrator" or "evals";
            Assert.Equal(
                asks ? Path.Combine(_data, "peers", $"{service.Name}.json") : null,
                environment.GetValueOrDefault("Peers__KeyFile")
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_data, recursive: true);

    private Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] arguments) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--DataFolder={_data}", "--Isolated=true", .. arguments],
            Cancellation
        );

    /// <summary>What a resource is told, as it stands in the model: what is known at the start only is an expression.</summary>
    private static async Task<Dictionary<string, object>> EnvironmentOfAsync(IDistributedApplicationTestingBuilder builder, string name)
    {
        var resource = Find(builder, name);
        var context = new EnvironmentCallbackContext(builder.ExecutionContext, resource, cancellationToken: Cancellation);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    private static IResource Find(IDistributedApplicationBuilder builder, string name) => builder.Resources.Single(r => r.Name == name);
}
