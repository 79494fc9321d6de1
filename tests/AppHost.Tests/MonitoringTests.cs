using System.Text.Json;
using AppHost.Monitoring;
using AppHost.Processes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AppHost.Tests;

/// <summary>Prometheus in the model, and the files that it reads.</summary>
public sealed class MonitoringTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("switchboard-monitoring-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Monitoring => Path.GetFullPath(Path.Combine(Projects.AppHost.ProjectPath, "..", "eng", "monitoring"));

    [Theory]
    [InlineData(true)]
    [InlineData(false, "--Monitoring=true")]
    public async Task Prometheus_InTheModel_StartsByHandUnlessItIsAskedFor(bool byHand, params string[] arguments)
    {
        await using var builder = await CreateAsync(["--Stores=process", .. arguments]);

        var prometheus = builder.Resources.Single(resource => resource.Name == "prometheus");
        Assert.IsType<PrometheusProcess>(prometheus);
        Assert.Equal(byHand, prometheus.Annotations.OfType<ExplicitStartupAnnotation>().Any());
        Assert.Contains(prometheus.Annotations, annotation => annotation is HealthCheckAnnotation);
        Assert.DoesNotContain(prometheus.Annotations.OfType<EndpointAnnotation>(), endpoint => endpoint.IsExternal);
    }

    [Fact]
    public async Task Prometheus_WithStoresAsContainers_IsAPinnedImage()
    {
        await using var builder = await CreateAsync(["--Stores=container"]);

        var image = builder
            .Resources.OfType<ContainerResource>()
            .Single(resource => resource.Name == "prometheus")
            .Annotations.OfType<ContainerImageAnnotation>()
            .Single();
        Assert.Equal("prom/prometheus", image.Image);
        Assert.Matches(@"^v\d+\.\d+\.\d+$", image.Tag);
    }

    [Fact]
    public async Task Rules_InTheRepository_AreAccepted()
    {
        var (code, output) = await Programs.RunAsync(
            [Programs.Require("promtool"), "check", "rules", Path.Combine(Monitoring, "alerts.yaml")],
            Cancellation
        );

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Folder_Prepared_HoldsAConfigurationThatIsAccepted()
    {
        var folder = new PrometheusFolder(_data, Path.Combine(Monitoring, "alerts.yaml"));

        folder.Prepare();
        folder.WriteTargets("[]");
        var (code, output) = await Programs.RunAsync(
            [Programs.Require("promtool"), "check", "config", Path.Combine(_data, "prometheus.yml")],
            Cancellation
        );

        Assert.True(code == 0, output);
        Assert.Contains("rules found", output);
    }

    [Fact]
    public void Boards_InTheRepository_HaveIdsOfTheirOwnAndOneSource()
    {
        var boards = Directory
            .GetFiles(Path.Combine(Monitoring, "grafana", "dashboards"), "*.json")
            .Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)))
            .ToList();
        var source = File.ReadLines(Path.Combine(Monitoring, "grafana", "provisioning", "datasources", "prometheus.yaml"))
            .Single(line => line.Trim().StartsWith("uid:", StringComparison.Ordinal))
            .Split(':')[1]
            .Trim();

        Assert.Equal(4, boards.Select(board => board.GetProperty("uid").GetString()).Distinct().Count());
        Assert.All(
            boards.SelectMany(board => board.GetProperty("panels").EnumerateArray()),
            panel => Assert.Equal(source, panel.GetProperty("datasource").GetProperty("uid").GetString())
        );
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_data, recursive: true);

    private Task<IDistributedApplicationTestingBuilder> CreateAsync(string[] arguments) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--DataFolder={_data}", "--Isolated=true", .. arguments],
            Cancellation
        );
}
