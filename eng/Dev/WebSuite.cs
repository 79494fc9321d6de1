using System.Text.Json;

namespace Switchboard.Dev;

/// <summary>The web client's tests, run by its own <c>npm test</c> (Vitest) and counted from its JSON report.</summary>
internal sealed class WebSuite(string directory, string results) : ITestSuite
{
    public string Name => "web";

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        if (await InstallAsync(cancellationToken) is { } failed)
        {
            return (new TestCount(0, 1, 0), failed);
        }

        var report = Path.Combine(results, "web.json");
        var (code, output) = await Tool.RunAsync(
            "npm",
            ["test", "--silent", "--", "--reporter=default", "--reporter=json", $"--outputFile.json={report}"],
            directory,
            cancellationToken
        );
        if (!File.Exists(report))
        {
            return (new TestCount(0, 1, 0), output);
        }

        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, cancellationToken));
        var count = new TestCount(Number("numPassedTests"), Number("numFailedTests"), Number("numPendingTests"));
        return (code != 0 && count.Failed == 0 ? count with { Failed = 1 } : count, output);

        int Number(string name) => json.RootElement.GetProperty(name).GetInt32();
    }

    private async Task<IReadOnlyList<string>?> InstallAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        try
        {
            await LocalAspire.Recipes.NpmPackages.InstallAsync(directory, lines.Add, cancellationToken);
            return null;
        }
        catch (Aspire.Hosting.DistributedApplicationException exception)
        {
            return [.. lines, exception.Message];
        }
    }
}
