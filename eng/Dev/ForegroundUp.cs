using LocalAspire.Control;

namespace Switchboard.Dev;

/// <summary><c>up</c> in the foreground is the AppHost itself; what is left to do before is to see that none runs.</summary>
internal static class ForegroundUp
{
    public static async Task<int> CheckAsync(string repository, CancellationToken cancellationToken)
    {
        if (HostState.Read(Paths.Data(repository)) is not { } state)
        {
            return 0;
        }

        Console.Error.WriteLine($"The platform runs already (host pid {state.Pid}). './dev status' shows it, './dev down' stops it.");
        using var client = new ControlClient(state);
        foreach (var line in Addresses.Lines(await client.StatusAsync(cancellationToken)))
        {
            Console.Error.WriteLine(line);
        }

        return 1;
    }
}
