using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Supervision;

/// <summary>An instance that can be started and stopped. Commands of one instance are carried out one after another.</summary>
internal abstract class Unit(StatusBoard board, string instanceId) : IAsyncDisposable
{
    private readonly SemaphoreSlim _commands = new(1, 1);
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;

    public string InstanceId { get; } = instanceId;

    protected StatusBoard Board { get; } = board;

    public UnitStatus Status => Board.Find(InstanceId)!;

    public async Task<CommandResult> ExecuteAsync(ResourceCommand command, CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            switch (command)
            {
                case ResourceCommand.Start when !_run.IsCompleted:
                    return CommandResult.Failed($"{InstanceId} is started already.");
                case ResourceCommand.Stop when _run.IsCompleted:
                    return CommandResult.Failed($"{InstanceId} does not run.");
                case ResourceCommand.Start:
                    Begin();
                    break;
                case ResourceCommand.Stop:
                    await EndAsync();
                    break;
                default:
                    await EndAsync();
                    Begin();
                    break;
            }

            return CommandResult.Success;
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>Ends it without grace.</summary>
    public abstract void Kill();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _commands.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the instance until it is told to stop or cannot go on.</summary>
    protected abstract Task RunAsync(CancellationToken stop);

    protected void Report(Func<UnitStatus, UnitStatus> change) => Board.Update(InstanceId, change);

    private async Task RunGuardedAsync(CancellationToken stop)
    {
        try
        {
            await RunAsync(stop);
        }
        catch (Exception exception)
        {
            // A fault of one instance must not take the others along; it is shown where the instance is shown.
            Report(s => s with { State = KnownResourceStates.FailedToStart, Health = null, Pid = null, Message = exception.Message });
        }
    }

    private void Begin()
    {
        _stop = new CancellationTokenSource();
        var token = _stop.Token;
        _run = Task.Run(() => RunGuardedAsync(token), CancellationToken.None);
    }

    private async Task EndAsync()
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
            await _run;
            stop.Dispose();
            _stop = null;
        }
    }
}
