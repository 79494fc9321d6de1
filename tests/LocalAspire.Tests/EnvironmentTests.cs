using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LocalAspire.Tests.Support;

namespace LocalAspire.Tests;

/// <summary>What a process finds in its environment is Aspire's contract with the services.</summary>
public sealed class EnvironmentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithReference_ResourceWithReplicas_InjectsTheAddressOfEach()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var workers = SupervisionTests.AddReplicated(builder);
        var environment = await RunAsync(builder, client => client.WithReference(workers).WaitForStart(workers));

        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", environment["services__worker__http__0"]);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", environment["services__worker__http__1"]);
        Assert.NotEqual(environment["services__worker__http__0"], environment["services__worker__http__1"]);
        Assert.Equal(environment["services__worker__http__0"], environment["WORKER_HTTP"]);
    }

    [Fact]
    public async Task WithReference_Redis_InjectsItsConnectionString()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var redis = builder.AddRedis("redis");
        var environment = await RunAsync(builder, client => client.WithReference(redis));

        Assert.Matches(@"^127\.0\.0\.1:\d+,password=\w+$", environment["ConnectionStrings__redis"]);
    }

    [Fact]
    public async Task WithReference_PostgresDatabase_InjectsItsConnectionString()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var database = builder.AddPostgres("postgres").AddDatabase("orders-db", "orders");
        var environment = await RunAsync(builder, client => client.WithReference(database, "shop"));

        Assert.Matches(
            @"^Host=127\.0\.0\.1;Port=\d+;Username=postgres;Password=\w+;Database=orders$",
            environment["ConnectionStrings__shop"]
        );
    }

    [Fact]
    public async Task WithEnvironment_ParameterAndExpression_InjectsTheirValues()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create("--Parameters:colour=blue");
        var key = builder.AddParameter(
            "key",
            new GenerateParameterDefault { MinLength = 40, Special = false },
            secret: true,
            persist: true
        );
        var colour = builder.AddParameter("colour");
        var environment = await RunAsync(
            builder,
            client => client.WithEnvironment("KEY", key).WithEnvironment("SENTENCE", $"The sky is {colour}.")
        );

        Assert.Matches("^[A-Za-z0-9]{40}$", environment["KEY"]);
        Assert.Equal("The sky is blue.", environment["SENTENCE"]);
    }

    [Fact]
    public async Task WithHttpEndpoint_NamedVariable_InjectsThePort()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var environment = await RunAsync(builder, client => client.WithHttpEndpoint(env: "PORT"));

        Assert.InRange(int.Parse(environment["PORT"], System.Globalization.CultureInfo.InvariantCulture), 20_000, 31_999);
    }

    [Fact]
    public async Task Dashboard_Enabled_InjectsWhereTelemetryGoes()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create([], (options, _) => options.DisableDashboard = false);
        var environment = await RunAsync(builder, _ => { });

        Assert.Equal("client", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal("service.instance.id=client", environment["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal(builder.Configuration["ASPNETCORE_URLS"], environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal($"x-otlp-api-key={builder.Configuration["AppHost:OtlpApiKey"]}", environment["OTEL_EXPORTER_OTLP_HEADERS"]);
    }

    [Fact]
    public async Task Dashboard_Disabled_InjectsNoTelemetrySettings()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var environment = await RunAsync(builder, _ => { });

        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", environment.Keys);
    }

    private static async Task<Dictionary<string, string>> RunAsync(
        IDistributedApplicationTestingBuilder builder,
        Action<IResourceBuilder<ExecutableResource>> configure
    )
    {
        var output = Path.GetTempFileName();
        configure(
            builder
                .AddExecutable("client", "sh", "/", "-c", "env > \"$OUTPUT.part\"; mv \"$OUTPUT.part\" \"$OUTPUT\"; exec sleep 300")
                .WithEnvironment("OUTPUT", output)
        );
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", Cancellation);
        await Eventually.TrueAsync(() => new FileInfo(output).Length > 0, TimeSpan.FromSeconds(10), "the environment is written");
        var lines = await File.ReadAllLinesAsync(output, Cancellation);
        File.Delete(output);
        return lines
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
