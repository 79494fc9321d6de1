using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tests;

/// <summary>What only operators may ask, and who is one.</summary>
public sealed class OperatorTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string OtherKey = "fedcba9876543210fedcba9876543210";
    private const string Issuer = "switchboard-operators";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Operation_WithATokenForThisService_IsDone() =>
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Key, Token(Key, Issuer, "example", Soon)));

    [Fact]
    public async Task Operation_WithoutAToken_IsRefused() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Key, null));

    [Theory]
    [InlineData(OtherKey, Issuer, "example", 30)]
    [InlineData(Key, Issuer, "another", 30)]
    [InlineData(Key, "somebody", "example", 30)]
    [InlineData(Key, Issuer, "example", -30)]
    public async Task Operation_WithATokenThatIsNotForIt_IsRefused(string key, string issuer, string audience, int seconds) =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(Key, Token(key, issuer, audience, TimeSpan.FromSeconds(seconds))));

    [Fact]
    public async Task Operation_OfAServiceWithoutAKey_IsRefused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(null, Token(Key, Issuer, "example", Soon)));

    [Fact]
    public async Task Start_WithAKeyThatIsTooShort_NamesTheSetting()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AskAsync("short", null));

        Assert.Contains("Key", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AskAsync(string? key, string? token)
    {
        await using var service = await TestService.StartAsync(
            settings: new() { ["Operators:Key"] = key },
            map: app => app.MapOperatorGroup().MapPost("/example", () => "done"),
            add: builder => builder.AddOperators("example")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operations/example");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static string Token(string key, string issuer, string audience, TimeSpan life) =>
        new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                NotBefore = DateTime.UtcNow.AddMinutes(-5),
                Expires = DateTime.UtcNow + life,
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)),
                    SecurityAlgorithms.HmacSha256
                ),
            }
        );
}
