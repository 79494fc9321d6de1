using System.Diagnostics;
using System.Text.RegularExpressions;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Clients;

/// <summary>The client that <c>docs/clients.md</c> shows, as it stands there: a process with a terminal's input and output.</summary>
internal sealed partial class GuideClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private GuideClient(Process process) => _process = process;

    public static async Task<GuideClient> StartAsync(Uri gateway, string user)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var guide = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "clients.md"), cancellationToken);
        var script = Path.Combine(await OfficialClients.InstallAsync(), "chat.mjs");
        await File.WriteAllTextAsync(script, Script().Match(guide).Groups[1].Value, cancellationToken);
        return new GuideClient(
            Process.Start(
                new ProcessStartInfo("node", [script, user])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    Environment = { ["GATEWAY"] = gateway.ToString().TrimEnd('/') },
                }
            )!
        );
    }

    public Task TypeAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>What is printed up to the line with this text.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var lines = new List<string>();
        do
        {
            lines.Add(
                await _process.StandardOutput.ReadLineAsync(patience.Token)
                    ?? throw new EndOfStreamException($"No '{text}' in: {string.Join('\n', lines)}")
            );
        } while (!lines[^1].Contains(text, StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The first example.</summary>
    [GeneratedRegex("^```js\n(import .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Script();
}
