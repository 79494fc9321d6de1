using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LocalAspire.Processes;
using LocalAspire.Recipes;
using LocalAspire.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LocalAspire.Tests;

public sealed class SupervisionTests
{
    private const string Forever = "exec sleep 300";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitFor_DependencyNotHealthyYet_StartsOnlyAfterItIs()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var server = builder.AddExecutable("server", "sh", "/", "-c", Forever).WithHttpEndpoint().WithHttpHealthCheck("/health");
        builder.AddExecutable("client", "sh", "/", "-c", Forever).WaitFor(server);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        await app.ResourceNotifications.WaitForResourceAsync(
            "server",
            e => e.Snapshot.HealthStatus is HealthStatus.Unhealthy,
            Cancellation
        );
        Assert.Equal(KnownResourceStates.Waiting, State(app, "client"));

        using var listener = new HttpListener { Prefixes = { $"{app.GetEndpoint("server")}" } };
        listener.Start();
        var answering = AnswerAsync(listener);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", Cancellation);

        Assert.Equal(KnownResourceStates.Running, State(app, "server"));
        listener.Close();
        await answering;
    }

    [Fact]
    public async Task Process_KilledFromOutside_IsStartedAgainWithANewId()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("worker", "sh", "/", "-c", Forever);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker", Cancellation);
        var first = Pid(app, "worker")!.Value;

        Signals.Send(first, Signal.Kill);

        var restarted = await app.ResourceNotifications.WaitForResourceAsync(
            "worker",
            e => e.Snapshot.Properties.Any(p => p is { Name: KnownProperties.Executable.Pid, Value: int pid } && pid != first),
            Cancellation
        );
        Assert.Equal(KnownResourceStates.Running, restarted.Snapshot.State?.Text);
    }

    [Fact]
    public async Task Process_ThatAlwaysEnds_FailsToStartWithItsExitCode()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("broken", "sh", "/", "-c", "exit 3").WithHttpEndpoint().WithHttpHealthCheck("/");
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            app.ResourceNotifications.WaitForResourceHealthyAsync("broken", Cancellation)
        );

        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_NotInstalled_FailsToStartAndSaysSo()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("missing", "no-such-program", "/");
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() =>
            app.ResourceNotifications.WaitForResourceHealthyAsync("missing", Cancellation)
        );

        Assert.Contains("no-such-program is not installed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithReplicas_Two_RunsTwoProcessesOnPortsOfTheirOwn()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var workers = AddReplicated(builder);
        builder.AddExecutable("client", "sh", "/", "-c", "env; " + Forever).WithReference(workers).WaitFor(workers);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", Cancellation);

        Assert.NotEqual(Pid(app, "worker-0"), Pid(app, "worker-1"));
        Assert.NotEqual(Url(app, "worker-0"), Url(app, "worker-1"));
    }

    [Fact]
    public async Task ExecuteCommandAsync_StopThenStart_ChangesTheProcess()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("worker", "sh", "/", "-c", Forever);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker", Cancellation);
        var first = Pid(app, "worker")!.Value;

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("worker", KnownResourceCommands.StopCommand, Cancellation)).Success);
        Assert.Equal(KnownResourceStates.Exited, State(app, "worker"));
        Assert.True(Eventually.IsGone(first));
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("worker", KnownResourceCommands.StartCommand, Cancellation)).Success);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker", Cancellation);

        Assert.NotEqual(first, Pid(app, "worker"));
    }

    [Fact]
    public async Task DisposeAsync_OfAStartedApplication_RemovesItsProcessesAndItsFolder()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var written = Path.GetTempFileName();
        builder
            .AddExecutable("worker", "sh", "/", "-c", "(trap '' TERM; sleep 300) & echo $! > \"$CHILD\"; " + Forever)
            .WithEnvironment("CHILD", written);
        var folder = ((DistributedApplicationBuilder)builder).Local.Data.Root;
        var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("worker", Cancellation);
        var worker = Pid(app, "worker")!.Value;
        var child = 0;
        await Eventually.TrueAsync(
            () => int.TryParse(File.ReadAllText(written), out child),
            TimeSpan.FromSeconds(10),
            "the child is written down"
        );

        await app.DisposeAsync();

        Assert.True(Eventually.IsGone(worker));
        await Eventually.TrueAsync(() => Eventually.IsGone(child), TimeSpan.FromSeconds(2), "the child is gone");
        Assert.False(Directory.Exists(folder));
        File.Delete(written);
    }

    [Fact]
    public async Task StartAsync_ResourcesThatWaitForEachOther_Throws()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var first = builder.AddExecutable("first", "sh", "/", "-c", Forever);
        var second = builder.AddExecutable("second", "sh", "/", "-c", Forever).WaitFor(first);
        first.WaitFor(second);
        await using var app = await builder.BuildAsync(Cancellation);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync(Cancellation));

        Assert.Contains("first, second", failure.Message, StringComparison.Ordinal);
    }

    internal static IResourceBuilder<ProjectResource> AddReplicated(IDistributedApplicationBuilder builder) =>
        builder
            .AddResource(new ProjectResource("worker"))
            .WithAnnotation(new ProcessRecipeAnnotation(new ScriptRecipe(Forever)))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "http"))
            .WithReplicas(2);

    private static async Task AnswerAsync(HttpListener listener)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test has seen enough.
        }
    }

    private static string? State(DistributedApplication app, string instance) => Find(app, instance).State?.Text;

    private static int? Pid(DistributedApplication app, string instance) =>
        (int?)Find(app, instance).Properties.First(p => p.Name == KnownProperties.Executable.Pid).Value;

    private static string Url(DistributedApplication app, string instance) => Find(app, instance).Urls[0].Url;

    private static CustomResourceSnapshot Find(DistributedApplication app, string instance) =>
        app.ResourceNotifications.TryGetCurrentState(instance, out var state)
            ? state.Snapshot
            : throw new InvalidOperationException(instance);
}
