using System.Runtime.InteropServices;

namespace Gateway.Bench;

/// <summary>
/// Ctrl-C and the signals that end a program break off the run that goes on, so that its servers stop and their data is removed. A second
/// signal ends the bench at once; the servers' watchers do the rest.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The exit status of a program that was interrupted.</summary>
    public const int ExitStatus = 130;

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() =>
        _signals = [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal =>
                PosixSignalRegistration.Create(signal, OnSignal)
            ),
        ];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
