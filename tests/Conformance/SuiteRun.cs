using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Switchboard.Testing;

namespace Conformance.Tests;

/// <summary>Runs the suite once, each part against a server of its own, and reads what its reporter says.</summary>
internal static class SuiteRun
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "conformance");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The clients share the machine with whatever else it does: 200 ms are not always enough for them to answer a ping.</summary>
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(2);

    /// <summary>One result for each test, and one for each server.</summary>
    public static async Task<IReadOnlyList<SuiteResult>> ResultsAsync()
    {
        await NpmPackages.InstallAsync(Folder);
        return [.. await RunAsync("suite"), .. await RunAsync("compressed", "--compression", "true")];
    }

    private static async Task<IReadOnlyList<SuiteResult>> RunAsync(string part, params string[] arguments)
    {
        await using var server = await ConformanceServer.StartAsync(["--pingTimeout", PingTimeout.ToString(), .. arguments]);
        var results = await RunAsync(part, server.Address);
        return [.. results, new SuiteResult($"The server > outlives {part}", server.HasExited ? server.Output : null, null)];
    }

    private static async Task<List<SuiteResult>> RunAsync(string part, Uri address)
    {
        var files = Directory.GetFiles(Path.Combine(Folder, part), "*.test.mjs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var start = new ProcessStartInfo("node", ["--test", "--test-concurrency=1", "--test-reporter=./suite/lib/reporter.mjs", .. files])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
        };
        start.Environment["CONFORMANCE_URL"] = address.ToString();
        start.Environment["CONFORMANCE_PING_TIMEOUT"] = PingTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        using var node = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await ReadAsync(node.StandardOutput, patience.Token);
        }
        finally
        {
            node.Kill(entireProcessTree: true);
        }
    }

    private static async Task<List<SuiteResult>> ReadAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        while (await output.ReadLineAsync(cancellationToken) is { } line)
        {
            results.Add(JsonSerializer.Deserialize<SuiteResult>(line, JsonSerializerOptions.Web)!);
        }

        return results;
    }
}
