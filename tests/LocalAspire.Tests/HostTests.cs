using System.Net;
using LocalAspire.Control;
using LocalAspire.Processes;
using LocalAspire.Tests.Support;

namespace LocalAspire.Tests;

public sealed class HostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Host_KilledWithoutGrace_LeavesNoProcessBehind()
    {
        await using var host = SampleHost.Start();
        var processes = await host.RunningAsync(Cancellation);

        host.Process.Kill();

        await Eventually.TrueAsync(() => processes.All(Eventually.IsGone), TimeSpan.FromSeconds(10), "all processes are gone");
    }

    [Fact]
    public async Task Host_ToldToStop_StopsDependentsFirstAndLeavesNoProcessBehind()
    {
        await using var host = SampleHost.Start();
        var processes = await host.RunningAsync(Cancellation);

        Signals.Send(host.Pid, Signal.Terminate);
        await host.Process.WaitForExitAsync(Cancellation);

        Assert.Equal(0, host.Process.ExitCode);
        Assert.Equal(["edge", "worker", "server"], await File.ReadAllLinesAsync(Path.Combine(host.Folder, "stop-order"), Cancellation));
        Assert.All(processes, pid => Assert.True(Eventually.IsGone(pid)));
        Assert.False(File.Exists(HostState.PathIn(host.Data)));
    }

    [Fact]
    public async Task Host_OnADataFolderInUse_EndsWithExitCode1AndLeavesTheFirstAlone()
    {
        await using var first = SampleHost.Start();
        var processes = await first.RunningAsync(Cancellation);
        var second = SampleHost.Start(first.Folder);

        await second.Process.WaitForExitAsync(Cancellation);

        Assert.Equal(1, second.Process.ExitCode);
        Assert.DoesNotContain(processes, Eventually.IsGone);
    }

    [Fact]
    public async Task ControlServer_WithoutToken_Answers401()
    {
        await using var host = SampleHost.Start();
        await host.RunningAsync(Cancellation);
        var state = HostState.Read(host.Data)!;
        using var client = new HttpClient { BaseAddress = state.ControlUrl };

        using var response = await client.GetAsync("/status", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task HostState_OfARunningHost_IsReadableByItsOwnerOnly()
    {
        await using var host = SampleHost.Start();
        await host.RunningAsync(Cancellation);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HostState.PathIn(host.Data)));
    }
}
