using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard.Resources;
using LocalAspire.Health;
using LocalAspire.Logs;
using LocalAspire.Ports;
using LocalAspire.Processes;
using LocalAspire.Recipes;

namespace LocalAspire.Supervision;

/// <summary>A process that is kept running: started when its dependencies are healthy, watched, started again when it crashes.</summary>
internal sealed class ProcessUnit(StatusBoard board, UnitModel model, LaunchEnvironment environment, LocalSettings settings, TimeProvider time)
    : Unit(board, model.InstanceId)
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly ConsoleLog _console = model.Console;

    public override void Kill() => _hurry.Cancel();

    protected override async Task RunAsync(CancellationToken stop)
    {
        var policy = new RestartPolicy(time, Random.Shared.NextDouble);
        try
        {
            await InstallAndWaitAsync(stop);
            while (true)
            {
                var outcome = await RunOnceAsync(policy, stop);
                if (stop.IsCancellationRequested || policy.Crashed() is not { } delay)
                {
                    Report(s => s with { State = stop.IsCancellationRequested ? KnownResourceStates.Exited : KnownResourceStates.FailedToStart });
                    return;
                }

                var message = string.Create(CultureInfo.InvariantCulture, $"{outcome}; starts again in {delay.TotalSeconds:0.0} s");
                _console.Write(message);
                Report(s => s with { State = KnownResourceStates.Exited, Message = message, Restarts = s.Restarts + 1 });
                await Task.Delay(delay, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Report(s => s with { State = KnownResourceStates.Exited, Health = null, Message = null, Pid = null });
        }
    }

    private async Task InstallAndWaitAsync(CancellationToken stop)
    {
        var install = model.Recipe.InstallAsync(_console.Write, stop);
        await Dependencies.WaitAsync(model.Resource, Board, message => Report(s => s with { State = KnownResourceStates.Waiting, Message = message }), stop);
        await install;
    }

    /// <summary>From start to end of one process; says how it ended.</summary>
    private async Task<string> RunOnceAsync(RestartPolicy policy, CancellationToken stop)
    {
        Report(s => s with { State = KnownResourceStates.Starting, Health = null, Message = null, ExitCode = null });
        ChildProcess child;
        try
        {
            var context = await environment.CreateContextAsync(model, settings, stop);
            var plan = await model.Recipe.PrepareAsync(context, stop);
            model.ReleasePorts();
            child = Launcher.Start(plan, _console.Write);
            Report(s => s with { EnvironmentNames = [.. context.Environment.Keys.Order(StringComparer.Ordinal)] });
        }
        catch (Exception exception) when (exception is DistributedApplicationException or ProgramMissingException or IOException
            or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            _console.Write(exception.Message, isError: true);
            Report(s => s with { Message = exception.Message });
            return exception.Message;
        }

        using (child)
        {
            Report(s => s with { State = KnownResourceStates.Running, Pid = child.Pid, StartedAt = time.GetUtcNow() });
            var code = await WatchAsync(child, policy, stop);
            var outcome = string.Create(CultureInfo.InvariantCulture, $"exit code {code}{(code > 128 ? $" (signal {code - 128})" : "")}{PortClash()}");
            Report(s => s with { Pid = null, ExitCode = code, Health = null, Message = stop.IsCancellationRequested ? null : outcome });
            return outcome;
        }
    }

    private async Task<int> WatchAsync(ChildProcess child, RestartPolicy policy, CancellationToken stop)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var monitor = new HealthMonitor(model.CreateProbes(), time).RunAsync(reason =>
        {
            if (reason is null)
            {
                policy.Healthy();
            }

            Report(s => s with { Health = reason is null ? ResourceHealth.Healthy : ResourceHealth.Unhealthy, Message = reason });
        }, watching.Token);

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        await Task.WhenAny(child.Exited, stopped.Task);
        await watching.CancelAsync();
        await monitor;
        if (!stop.IsCancellationRequested)
        {
            return await child.Exited;
        }

        Report(s => s with { State = KnownResourceStates.Stopping, Message = null });
        return await child.StopAsync(_hurry.Token);
    }

    private string PortClash()
    {
        var taken = model.Endpoints.Where(endpoint => PortOwner.IsTaken(endpoint.Port)).ToList();
        return taken.Count == 0
            ? ""
            : "; " + string.Join(", ", taken.Select(e => string.Create(CultureInfo.InvariantCulture, $"port {e.Port} is in use by {PortOwner.Describe(e.Port)}")));
    }
}
