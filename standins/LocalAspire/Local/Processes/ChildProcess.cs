using System.Diagnostics;

namespace LocalAspire.Processes;

/// <summary>A running process with its descendants.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly LaunchPlan _plan;
    private readonly Task _output;

    public ChildProcess(Process process, LaunchPlan plan, Action<string, bool> output)
    {
        _process = process;
        _plan = plan;
        Pid = process.Id;
        _output = Task.WhenAll(PumpAsync(process.StandardOutput, false, output), PumpAsync(process.StandardError, true, output));
        Exited = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>The exit code; 128 and more when a signal ended it. By then the rest of its process group is gone too.</summary>
    public Task<int> Exited { get; }

    /// <summary>Asks the process to end, and kills it with all its descendants when it does not in time.</summary>
    public async Task<int> StopAsync(CancellationToken hurry)
    {
        if (_plan.SignalsGroup)
        {
            Signals.SendToGroup(Pid, _plan.StopSignal);
        }
        else
        {
            Signals.Send(Pid, _plan.StopSignal);
        }

        try
        {
            return await Exited.WaitAsync(_plan.Grace, hurry);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            Kill();
            return await Exited;
        }
    }

    public void Kill() => Signals.SendToGroup(Pid, Signal.Kill);

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        Signals.SendToGroup(Pid, Signal.Kill);
        await Task.WhenAny(_output, Task.Delay(DrainTimeout));
        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader reader, bool isError, Action<string, bool> output)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                output(line, isError);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone and its output with it.
        }
    }
}
