namespace Conformance.Tests;

/// <summary>The suite under <c>suite/</c> (JavaScript, with the official clients), against <c>Services.Gateway --conformance</c>. Every test of it is a test here.</summary>
public sealed class ConformanceTests
{
    public static async Task<IEnumerable<ITheoryDataRow>> Results() =>
        from result in await SuiteRun.ResultsAsync()
        select new TheoryDataRow<SuiteResult>(result) { Skip = result.Skipped };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Server_OverTheWire_DoesWhatTheProtocolsSay(SuiteResult result) => Assert.True(result.Error is null, result.Error);
}
