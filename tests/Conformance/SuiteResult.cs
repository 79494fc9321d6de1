namespace Conformance.Tests;

/// <summary>How one test of the suite ended, as its reporter writes it.</summary>
/// <param name="Name">With the names of its groups.</param>
/// <param name="Error">What went wrong; nothing if the test passed.</param>
/// <param name="Skipped">Why it was not run.</param>
public sealed record SuiteResult(string Name, string? Error, string? Skipped)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
