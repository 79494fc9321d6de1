using System.Diagnostics;
using LocalAspire.Control;
using LocalAspire.Processes;

namespace Switchboard.Dev;

/// <summary><c>down</c>: stops the running platform and waits until it is gone.</summary>
internal static class Down
{
    // Longer than the slowest graceful stop: a few groups of resources with 6 s each.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string repository, CancellationToken cancellationToken)
    {
        if (HostState.Read(Paths.Data(repository)) is not { } state)
        {
            Console.WriteLine("The platform does not run.");
            return 0;
        }

        using var host = Process.GetProcessById(state.Pid);
        if (await EndAsync(host, cancellationToken))
        {
            Console.WriteLine("Stopped. The data stays in .data/.");
            return 0;
        }

        Console.Error.WriteLine($"The host did not stop within {Patience.TotalSeconds:0} s and was killed, with everything it ran.");
        return 1;
    }

    /// <summary>Asks a host to stop, and kills it when it does not. False when it had to be killed.</summary>
    public static async Task<bool> EndAsync(Process host, CancellationToken cancellationToken)
    {
        Signals.Send(host.Id, Signal.Terminate);
        try
        {
            await host.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            host.Kill();
            return false;
        }
    }
}
