using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Secrecy;

namespace ServiceDefaults.Tests;

/// <summary>What is left of a query once nothing in it lets anybody in.</summary>
public sealed class SecretQueryTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

    [Theory]
    [InlineData("", "", null)]
    [InlineData("?", "?", null)]
    [InlineData("?EIO=4&transport=polling&sid=abc", "?EIO=4&transport=polling&sid=abc", null)]
    [InlineData("?stream=true&after=5", "?stream=true&after=5", null)]
    [InlineData("?access_token=abc", "", "abc")]
    [InlineData("?stream=true&access_token=abc&after=5", "?stream=true&after=5", "abc")]
    [InlineData("?ACCESS_TOKEN=abc", "", "abc")]
    [InlineData("?access%5Ftoken=a%20b", "", "a b")]
    [InlineData("?access_token=a&access_token=b", "", "a,b")]
    [InlineData("?access_token", "", "")]
    [InlineData("?token=abc&x=%20y", "?x=%20y", null)]
    [InlineData($"?other={Jwt}", "", null)]
    [InlineData($"?x=1&auth=Bearer%20{Jwt}", "?x=1", null)]
    [InlineData($"?{Jwt}", "", null)]
    [InlineData("?code=abc&state=xyz", "?state=xyz", null)]
    public void Strip_OfAQuery_TakesOutSecretsAndNothingElse(string query, string expected, string? expectedToken)
    {
        Assert.Equal(expected, SecretQuery.Strip(query, out var token));
        Assert.Equal(expectedToken, token);
    }

    [Fact]
    public async Task Request_ToAService_HasNoSecretsAnywhere()
    {
        await using var service = await TestService.StartAsync();
        var factory = service.Services.GetRequiredService<IHttpContextFactory>();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Path = "/ws/room",
                QueryString = "?access_token=abc&after=1",
                RawTarget = "/ws/ro%6Fm?access_token=abc&after=1",
            }
        );
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());

        var context = factory.Create(features);

        Assert.Equal("?after=1", context.Request.QueryString.Value);
        Assert.Equal(["after"], context.Request.Query.Keys);
        Assert.Equal("/ws/ro%6Fm?after=1", context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        Assert.Equal("abc", context.Features.Get<QueryToken>()!.Value);
    }
}
