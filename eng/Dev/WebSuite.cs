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

    /// <summary>What npm printed when it could not install; null when everything is there.</summary>
    private async Task<IReadOnlyList<string>?> InstallAsync(CancellationToken cancellationToken)
    {
        var installed = Path.Combine(directory, "node_modules", ".package-lock.json");
        if (
            File.Exists(installed)
            && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(directory, "package-lock.json"))
        )
        {
            return null;
        }

        var (code, output) = await Tool.RunAsync("npm", ["ci", "--silent", "--no-audit", "--no-fund"], directory, cancellationToken);
        return code == 0 ? null : output;
    }
}
