using System.Globalization;

namespace Switchboard.Dev;

/// <summary>How many tests ended how.</summary>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    public static TestCount operator +(TestCount left, TestCount right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}");
}

/// <summary>Tests that are run together.</summary>
internal interface ITestSuite
{
    string Name { get; }

    /// <summary>Runs them; the output is for when some failed. A run that could not take place counts as one failure.</summary>
    Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken);
}
