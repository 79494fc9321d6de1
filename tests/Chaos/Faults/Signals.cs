using System.Diagnostics;
using System.Globalization;

namespace Chaos.Faults;

/// <summary>Sends signals to processes; those that are gone are passed over.</summary>
internal static class Signals
{
    public static async Task SendAsync(string signal, IReadOnlyList<int> processes)
    {
        if (processes.Count > 0)
        {
            using var kill = Process.Start(
                new ProcessStartInfo("kill", [$"-{signal}", .. processes.Select(pid => pid.ToString(CultureInfo.InvariantCulture))])
                {
                    RedirectStandardError = true,
                }
            )!;
            await kill.StandardError.ReadToEndAsync();
            await kill.WaitForExitAsync();
        }
    }
}
