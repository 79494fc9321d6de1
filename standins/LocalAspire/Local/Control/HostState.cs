using System.Diagnostics;
using System.Text.Json;
using LocalAspire.Data;

namespace LocalAspire.Control;

/// <summary>How other commands find the running host: <c>host.json</c> in the data folder, readable by its owner only.</summary>
/// <param name="Pid">The host.</param>
/// <param name="StartedAt">Of the process: tells it from a later one with the same id.</param>
/// <param name="ControlUrl">Where it takes commands.</param>
/// <param name="Token">What it expects of those who give them.</param>
internal sealed record HostState(int Pid, DateTimeOffset StartedAt, Uri ControlUrl, string Token)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "host.json");

    /// <summary>The state of a host that still lives; null when there is none.</summary>
    public static HostState? Read(string dataFolder)
    {
        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataFolder)), LocalJson.Default.HostState);
            return state is not null && IsAlive(state) ? state : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string dataFolder) =>
        PrivateFile.Write(PathIn(dataFolder), JsonSerializer.SerializeToUtf8Bytes(this, LocalJson.Default.HostState));

    private static bool IsAlive(HostState state)
    {
        try
        {
            using var process = Process.GetProcessById(state.Pid);
            return (process.StartTime.ToUniversalTime() - state.StartedAt.UtcDateTime).Duration() < ClockTolerance;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
