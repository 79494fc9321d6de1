using System.CommandLine;
using System.CommandLine.Parsing;
using System.Xml.Linq;
using Services.Evals.Reports;
using Services.Evals.Running;
using Services.Evals.Suites;

namespace Services.Evals.Cli;

/// <summary><c>run</c>: evaluates a running platform. Without a command the program is the service.</summary>
internal static class EvaluationCommand
{
    private static readonly Option<Uri> Gateway = new("--gateway")
    {
        Description = "The gateway's address, for example http://127.0.0.1:5080.",
        Required = true,
        CustomParser = static result =>
            Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri
                : Invalid(result),
    };

    private static readonly Option<FileInfo> SuiteFile = new("--suite")
    {
        Description = "The suite, a YAML file. Default: the suite that ships with the program.",
    };

    private static readonly Option<DirectoryInfo> Output = new("--out")
    {
        Description = "Folder for evaluation.xml (JUnit) and evaluation.md; made if missing. Default: no files.",
    };

    private static readonly Option<Dictionary<string, double>> Thresholds = new("--thresholds")
    {
        Description = "In place of the suite's own, for example passRate=0.9,relevance=0.7,firstTokenMs=3000.",
        CustomParser = ThresholdOption.Parse,
    };

    private static readonly Option<int> Parallel = new("--parallel")
    {
        Description = "Scenarios at the same time, 1 to 16.",
        DefaultValueFactory = static _ => 3,
    };

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "Runs only the scenarios of these ids.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>True if the arguments are meant for the command line and not for the service.</summary>
    public static bool Handles(string[] args) => args is ["run" or "--help" or "-h" or "-?" or "--version", ..];

    /// <summary>Runs the command line; the result is one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> InvokeAsync(string[] args)
    {
        Parallel.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 16)
            {
                result.AddError("--parallel must be 1 to 16.");
            }
        });
        var run = new Command("run", "Runs an evaluation suite against a running platform.")
        {
            Gateway,
            SuiteFile,
            Output,
            Thresholds,
            Parallel,
            Only,
        };
        run.SetAction(static (result, cancellationToken) => RunAsync(result, cancellationToken));
        var parsed = new RootCommand(
            "Scores finished turns as a service, or evaluates a running platform with a suite. Exit codes: 0 good, 1 below a "
                + "threshold, 2 wrong usage, 3 platform not reachable."
        )
        {
            run,
        }.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync();
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        return ExitCodes.Usage;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        try
        {
            var suite = Read(arguments.GetValue(SuiteFile), arguments.GetValue(Only) ?? []);
            ThresholdOption.Apply(arguments.GetValue(Thresholds) ?? [], suite.Thresholds);
            using var http = new HttpClient { BaseAddress = arguments.GetRequiredValue(Gateway), Timeout = TimeSpan.FromSeconds(15) };
            var results = await new SuiteRunner(new PlatformClient(http), arguments.GetValue(Parallel), Console.WriteLine).RunAsync(
                suite,
                cancellationToken
            );
            var summary = new SuiteSummary { Suite = suite, Results = results };
            ConsoleReport.Write(summary, Console.Out);
            await WriteFilesAsync(summary, http.BaseAddress, arguments.GetValue(Output), cancellationToken);
            return summary.Shortfalls.Count == 0 ? ExitCodes.Good : ExitCodes.BelowThreshold;
        }
        catch (SuiteException e)
        {
            await Console.Error.WriteLineAsync($"The suite cannot be run. {e.Message}");
            return ExitCodes.Usage;
        }
        catch (PlatformUnavailableException e)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\nIs it running? ./dev up -d starts it, ./dev status shows its addresses.");
            return ExitCodes.Unreachable;
        }
    }

    private static EvaluationSuite Read(FileInfo? file, string[] only)
    {
        if (file is { Exists: false })
        {
            throw new SuiteException($"There is no file {file.FullName}.");
        }

        var suite = file is null ? SuiteReader.ReadBuiltIn() : SuiteReader.Parse(File.ReadAllText(file.FullName));
        if (only.FirstOrDefault(id => !suite.Scenarios.Exists(s => s.Id == id)) is { } unknown)
        {
            throw new SuiteException($"It has no scenario '{unknown}'.");
        }

        suite.Scenarios.RemoveAll(s => only.Length > 0 && !only.Contains(s.Id));
        return suite;
    }

    private static async Task WriteFilesAsync(SuiteSummary summary, Uri gateway, DirectoryInfo? folder, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return;
        }

        folder.Create();
        await using (var junit = File.Create(Path.Combine(folder.FullName, "evaluation.xml")))
        {
            await JUnitReport.Write(summary).SaveAsync(junit, SaveOptions.None, cancellationToken);
        }

        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "evaluation.md"),
            MarkdownReport.Write(summary, gateway),
            cancellationToken
        );
    }

    private static Uri? Invalid(ArgumentResult result)
    {
        result.AddError($"'{result.Tokens[0].Value}' is no http address.");
        return null;
    }
}
