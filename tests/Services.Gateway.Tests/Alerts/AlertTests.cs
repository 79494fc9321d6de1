using System.Net;
using System.Net.Http.Json;
using Services.Contracts.Access;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Alerts;

public sealed class AlertTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Post_ByStaff_ReachesTheClientsOfAllGateways()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var here = await ConnectAsync(GatewayHost.NewCustomer());
        var there = await Fixture
            .Clients.Open(other.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        using var http = Gateway.HttpFor(GatewayHost.NewOperator() with { Role = Role.Administrator });
        var message = $"Down at noon {Guid.NewGuid()}";

        using var response = await http.PostAsJsonAsync("/operations/alerts", new { type = "maintenance", message });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        foreach (var socket in new[] { here, there })
        {
            var alert = await socket.WaitForAsync("system:alert", alert => alert.GetProperty("message").GetString() == message);
            Assert.Equal("maintenance", alert.GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task Post_ByACustomerOrNobody_IsRefused()
    {
        using var customer = Gateway.HttpFor(GatewayHost.NewCustomer());
        using var nobody = Gateway.HttpFor(null);

        using var forbidden = await customer.PostAsJsonAsync("/operations/alerts", new { type = "x", message = "y" });
        using var unauthorised = await nobody.PostAsJsonAsync("/operations/alerts", new { type = "x", message = "y" });

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unauthorised.StatusCode);
    }

    [Theory]
    [InlineData("""{ "type": "", "message": "x" }""")]
    [InlineData("""{ "type": "x" }""")]
    [InlineData("""{ "type": "x", "message": "\u0000" }""")]
    [InlineData("[]")]
    public async Task Post_ThatIsNoAlert_Is400(string body)
    {
        using var http = Gateway.HttpFor(GatewayHost.NewOperator());
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await http.PostAsync("/operations/alerts", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
