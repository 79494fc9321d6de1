namespace Switchboard.Dev;

/// <summary>
/// The layout of the code: CSharpier, of the version in the tool manifest, would change nothing. White space and style have no run of their
/// own: <c>.editorconfig</c> makes them errors of the build that goes before the tests.
/// </summary>
internal sealed class FormatSuite(string repository) : ITestSuite
{
    public string Name => "format";

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        var (code, output) = await Tool.RunAsync(Paths.DotNet, ["tool", "restore"], repository, cancellationToken);
        if (code == 0)
        {
            (code, output) = await Tool.RunAsync(Paths.DotNet, ["csharpier", "check", "."], repository, cancellationToken);
        }

        return (code == 0 ? new TestCount(1, 0, 0) : new TestCount(0, 1, 0), output);
    }
}
