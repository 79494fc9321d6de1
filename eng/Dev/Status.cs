using System.Globalization;
using System.Text.Json;
using LocalAspire;
using LocalAspire.Control;

namespace Switchboard.Dev;

/// <summary><c>status</c>: exit code 0 when the platform runs, 1 when it does not.</summary>
internal static class Status
{
    public static async Task<int> RunAsync(string repository, bool json, CancellationToken cancellationToken)
    {
        var state = HostState.Read(Paths.Data(repository));
        var status = await ReadAsync(state, cancellationToken) ?? new PlatformStatus(new Dictionary<string, string>(), []);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, LocalJson.Default.PlatformStatus));
        }
        else if (state is null)
        {
            Console.WriteLine("The platform does not run. './dev up' starts it.");
        }
        else
        {
            Write(status);
        }

        return state is null ? 1 : 0;
    }

    private static async Task<PlatformStatus?> ReadAsync(HostState? state, CancellationToken cancellationToken)
    {
        if (state is null)
        {
            return null;
        }

        using var client = new ControlClient(state);
        return await client.StatusAsync(cancellationToken);
    }

    private static void Write(PlatformStatus status)
    {
        foreach (var line in Addresses.Lines(status))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        foreach (var resource in status.Resources)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {resource.Name, -18} {resource.State, -14} {resource.Health, -10} {resource.Pid}"
                )
            );
        }
    }
}
