using System.Diagnostics;
using System.Globalization;

namespace Switchboard.Dev;

/// <summary>
/// <c>test</c>: every test project one after another, the web client's tests, the format, the evaluation suite. The solution is built
/// already. The last line is <c>N passed, N failed</c>, with the skipped ones if there are any.
/// </summary>
internal static class TestRun
{
    private const string Full = "--full";
    private const string Restart = "--restart";
    private const int FailureRounds = 5;

    public static async Task<int> RunAsync(string repository, string[] arguments, CancellationToken cancellationToken)
    {
        if (ChaosRun.Is(arguments))
        {
            return await ChaosRun.RunAsync(repository, arguments, cancellationToken);
        }

        var isFull = arguments.Contains(Full);
        var filters = arguments.Except([Full, Restart]).ToList();
        if (filters.Find(filter => filter.StartsWith('-')) is { } unknown || (!isFull && arguments.Contains(Restart)))
        {
            Console.Error.WriteLine("Not understood. './dev test --help' says what is.");
            return 2;
        }

        var record = isFull
            ? FullTestRecord.Open(
                Path.Combine(Paths.Data(repository), "full-tests.json"),
                await SourceState.ReadAsync(repository, cancellationToken),
                arguments.Contains(Restart)
            )
            : null;
        var results = Path.Combine(Paths.Data(repository), "test-results");
        if (Directory.Exists(results))
        {
            Directory.Delete(results, recursive: true);
        }

        Directory.CreateDirectory(results);
        var total = new TestCount(0, 0, 0);
        foreach (
            var suite in Suites(repository, results)
                .Concat(isFull ? LongerSuites(repository, results) : [])
                .Where(s => filters.Count == 0 || filters.Any(f => s.Name.Contains(f, StringComparison.OrdinalIgnoreCase)))
        )
        {
            if (record?.Find(suite.Name) is { } passed)
            {
                Console.WriteLine($"  {suite.Name.PadRight(38)} {passed.ToString().PadRight(34)} earlier");
                total += passed;
                continue;
            }

            var count = await RunSuiteAsync(suite, cancellationToken);
            record?.Add(suite.Name, count);
            total += count;
        }

        Console.WriteLine();
        Console.WriteLine(total.ToString());
        return total is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    private static async Task<TestCount> RunSuiteAsync(ITestSuite suite, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        Console.Write($"  {suite.Name.PadRight(38)}");
        var (count, output) = await suite.RunAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($" {count.ToString().PadRight(34)} {seconds.PadLeft(6)} s");
        if (count.Failed > 0)
        {
            foreach (var line in output)
            {
                Console.WriteLine($"    {line}");
            }
        }

        return count;
    }

    /// <summary>What takes too long for every run.</summary>
    private static IEnumerable<ITestSuite> LongerSuites(string repository, string results)
    {
        yield return new DotNetSuite(
            Path.Combine(repository, "tests", "Services.Gateway.Tests", "Services.Gateway.Tests.csproj"),
            results,
            new LongerRun("gateway, 100 kills", "KilledGatewayTests", "SWITCHBOARD_KILLS=100")
        );
        for (var round = 1; round <= FailureRounds; round++)
        {
            yield return new DotNetSuite(
                Path.Combine(repository, "tests", "EndToEnd", "EndToEnd.csproj"),
                results,
                new LongerRun($"platform, kills, round {round}", "EndToEnd.Failures")
            );
        }

        // Few faults, and the same each time; 'test --chaos' has all.
        yield return new CommandSuite("faults among customers", repository, ["test", "--chaos=1.5", "--seed=7"]);
        yield return new CommandSuite("churn, 30 minutes", repository, ["bench", "gateway", "--scenario=churn", "--only=gateway"]);
    }

    private static IEnumerable<ITestSuite> Suites(string repository, string results)
    {
        var projects = Directory
            .GetFiles(Path.Combine(repository, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Where(path =>
                Path.GetFileNameWithoutExtension(path) is var name
                && (name.EndsWith(".Tests", StringComparison.Ordinal) || name == "EndToEnd")
            )
            .OrderBy(path => path.Contains("EndToEnd", StringComparison.Ordinal))
            .ThenBy(path => path, StringComparer.Ordinal);
        foreach (var project in projects)
        {
            yield return new DotNetSuite(project, results);
        }

        if (File.Exists(Path.Combine(repository, "web", "package.json")))
        {
            yield return new WebSuite(Path.Combine(repository, "web"), results);
        }

        yield return new FormatSuite(repository);
        yield return new EvaluationSuite(repository, results);
    }
}
