namespace Switchboard.Dev;

/// <summary>A command of this script that says by its exit code whether all went well.</summary>
internal sealed class CommandSuite(string name, string repository, string[] arguments) : ITestSuite
{
    public string Name => name;

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        var (code, output) = await Tool.RunAsync("sh", [Path.Combine(repository, "dev"), .. arguments], repository, cancellationToken);
        return (code == 0 ? new TestCount(1, 0, 0) : new TestCount(0, 1, 0), output);
    }
}
