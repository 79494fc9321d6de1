using System.Security.Cryptography;
using System.Text;

namespace Switchboard.Dev;

/// <summary>Which source is tested.</summary>
internal static class SourceState
{
    /// <summary>The commit; behind it a digest of what was changed since, if anything was.</summary>
    public static async Task<string> ReadAsync(string repository, CancellationToken cancellationToken)
    {
        var commit = await GitAsync("rev-parse", "HEAD");
        var changes = await GitAsync("diff", "HEAD") + await GitAsync("ls-files", "--others", "--exclude-standard");
        return changes.Length == 0
            ? commit
            : $"{commit}+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changes)))[..12]}";

        async Task<string> GitAsync(params string[] arguments) =>
            string.Join('\n', (await Tool.RunAsync("git", arguments, repository, cancellationToken)).Output);
    }
}
