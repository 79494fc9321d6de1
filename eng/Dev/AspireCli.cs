using System.Text.Json;

namespace Switchboard.Dev;

/// <summary>Aspire's command line, as the tool manifest pins it.</summary>
internal static class AspireCli
{
    /// <summary>The options that every command takes here: no colours, no questions, this clone's AppHost.</summary>
    private static string[] Common(string repository) => ["--nologo", "--non-interactive", "--apphost", Paths.AppHostProject(repository)];

    /// <summary>Runs a command on the running platform of this clone; its exit code and output.</summary>
    public static Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        string repository,
        IReadOnlyList<string> command,
        CancellationToken cancellationToken
    ) => Tool.RunAsync(Paths.DotNet, ["aspire", .. command, .. Common(repository)], repository, cancellationToken);

    /// <summary>The running AppHost of this clone; null when none runs.</summary>
    public static async Task<AppHostProcess?> FindAsync(string repository, CancellationToken cancellationToken)
    {
        var (code, output) = await Tool.RunAsync(
            Paths.DotNet,
            ["aspire", "ps", "--format", "json", "--nologo", "--non-interactive"],
            repository,
            cancellationToken
        );
        if (code != 0 || Json(output) is not { } json)
        {
            return null;
        }

        using (json)
        {
            foreach (var host in json.RootElement.EnumerateArray())
            {
                if (host.GetProperty("appHostPath").GetString() == Paths.AppHostProject(repository))
                {
                    return new AppHostProcess(
                        host.GetProperty("appHostPid").GetInt32(),
                        host.TryGetProperty("dashboardUrl", out var url) ? url.GetString() : null
                    );
                }
            }
        }

        return null;
    }

    /// <summary>What a command printed as JSON, between its messages; null when there is none.</summary>
    public static JsonDocument? Json(IReadOnlyList<string> output)
    {
        var start = output.ToList().FindIndex(line => line is "{" or "[" or "[]");
        if (start < 0)
        {
            return null;
        }

        var end = output.ToList().FindLastIndex(line => line is "}" or "]" or "[]");
        return JsonDocument.Parse(string.Join('\n', output.Skip(start).Take(end - start + 1)));
    }
}

/// <summary>A running AppHost.</summary>
/// <param name="Pid">Its process.</param>
/// <param name="DashboardUrl">The dashboard's address with its login token; null before the dashboard has started.</param>
internal sealed record AppHostProcess(int Pid, string? DashboardUrl);
