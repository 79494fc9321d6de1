using System.Diagnostics;
using System.Globalization;

namespace Switchboard.Dev;

/// <summary>
/// <c>test --chaos</c>: faults among customers on a platform of its own, and the audit behind them. What has ended of a run that is
/// interrupted is kept, and all runs add up in one report.
/// </summary>
internal static class ChaosRun
{
    private const string Chaos = "--chaos";
    private const string Seed = "--seed=";
    private const string Restart = "--restart";
    private const string Report = "--report";

    private static readonly string Project = Path.Combine("tests", "Chaos");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether that is what is asked for.</summary>
    public static bool Is(IEnumerable<string> arguments) => arguments.Any(IsChaos);

    /// <summary>Runs it; 1 when something was found to be wrong.</summary>
    public static async Task<int> RunAsync(string repository, string[] arguments, CancellationToken cancellationToken)
    {
        if (Parse(arguments) is not { } parsed)
        {
            Console.Error.WriteLine("Not understood. './dev test --help' says what is.");
            return 2;
        }

        List<string> command =
        [
            Paths.Assembly(repository, Project),
            "--commit",
            (await SourceState.ReadAsync(repository, cancellationToken))[..7],
            "--record",
            Path.Combine(Paths.Data(repository), "chaos"),
            .. parsed,
            .. arguments.Contains(Report) ? new[] { Report, Path.Combine(repository, Project) } : [],
        ];
        using var run = Tool.Start(Paths.DotNet, command, repository, Console.WriteLine);
        try
        {
            await run.WaitForExitAsync(cancellationToken);
            return run.ExitCode;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(run);
            throw;
        }
    }

    /// <summary>What the program is told; null where the arguments are others.</summary>
    private static List<string>? Parse(string[] arguments)
    {
        var told = new List<string>();
        foreach (var argument in arguments)
        {
            if (IsChaos(argument))
            {
                var minutes = argument.Length == Chaos.Length ? "10" : argument[(Chaos.Length + 1)..];
                if (!double.TryParse(minutes, CultureInfo.InvariantCulture, out var number) || number is not (> 0 and <= 600))
                {
                    return null;
                }

                told.AddRange(["--minutes", minutes]);
            }
            else if (
                argument.StartsWith(Seed, StringComparison.Ordinal)
                && int.TryParse(argument[Seed.Length..], CultureInfo.InvariantCulture, out _)
            )
            {
                told.AddRange(["--seed", argument[Seed.Length..]]);
            }
            else if (argument == Restart)
            {
                told.Add(Restart);
            }
            else if (argument != Report)
            {
                return null;
            }
        }

        return told;
    }

    private static bool IsChaos(string argument) => argument == Chaos || argument.StartsWith($"{Chaos}=", StringComparison.Ordinal);

    /// <summary>Lets it stop its platform.</summary>
    private static async Task StopAsync(Process run)
    {
        await Tool.RunAsync("kill", ["-TERM", run.Id.ToString(CultureInfo.InvariantCulture)], "/", CancellationToken.None);
        try
        {
            await run.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            run.Kill(entireProcessTree: true);
        }
    }
}
