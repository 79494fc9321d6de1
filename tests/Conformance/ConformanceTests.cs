using System.Text.Json;

namespace Conformance.Tests;

/// <summary>
/// The suite under <c>suite/</c> (JavaScript, with the official clients), against <c>Gateway.Host --conformance</c>. Every test of it
/// is a test here.
/// </summary>
public sealed class ConformanceTests
{
    public static async Task<IEnumerable<ITheoryDataRow>> Results() =>
        from result in await SuiteRun.ResultsAsync()
        select new TheoryDataRow<SuiteResult>(result) { Skip = result.Skipped };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Server_OverTheWire_DoesWhatTheProtocolsSay(SuiteResult result) => Assert.True(result.Error is null, result.Error);

    [Fact]
    public async Task Handshake_OfTheTestMode_SaysWhatPublicSuitesExpect()
    {
        await using var server = await ConformanceServer.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };

        var open = JsonElement.Parse(
            (await http.GetStringAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken))[1..]
        );

        Assert.Equal(300, open.GetProperty("pingInterval").GetInt32());
        Assert.Equal(200, open.GetProperty("pingTimeout").GetInt32());
        Assert.Equal(1_000_000, open.GetProperty("maxPayload").GetInt32());
    }
}
