using System.Net;
using System.Net.Http.Json;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>The modes for measuring and for protocol suites, which let everybody in, are in no gateway that ships.</summary>
public sealed class ShippedModesTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("bench")]
    [InlineData("conformance")]
    public async Task Start_WithTheFlagOfATestMode_GivesNobodyAToken(string flag)
    {
        await using var gateway = await fixture.StartProcessAsync("environment=Production", flag);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Port}") };

        using var response = await http.PostAsJsonAsync("/auth/token", new { user = "anybody" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
