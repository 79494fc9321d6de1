using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Tests;

public sealed class JsonWebTokenTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(48);

    private static readonly JsonWebTokenHandler Handler = new();

    private static TokenValidationParameters Parameters =>
        new()
        {
            IssuerSigningKey = new SymmetricSecurityKey(Key),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidIssuer = "issuer",
            ValidAudience = "audience",
            ClockSkew = TimeSpan.Zero,
        };

    [Fact]
    public async Task ValidateTokenAsync_OwnToken_GivesItsClaims()
    {
        var result = await Handler.ValidateTokenAsync(Create(), Parameters);

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal("u1", result.ClaimsIdentity.FindFirst("sub")?.Value);
        Assert.Equal("Ada", result.ClaimsIdentity.Name);
    }

    [Fact]
    public async Task ValidateTokenAsync_KnownAnswer_Verifies()
    {
        // A fixed token, computed here from RFC 7515's definition and not by the handler.
        var head = Encode("""{"typ":"JWT","alg":"HS256"}""");
        var body = Encode("""{"iss":"issuer","aud":["other","audience"],"exp":4102444800}""");

        Assert.True((await Handler.ValidateTokenAsync(Sign(head, body), Parameters)).IsValid);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", """{"iss":"issuer","aud":"audience","exp":4102444800}""")]
    [InlineData("""{"alg":"HS512"}""", """{"iss":"issuer","aud":"audience","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"]}""", """{"iss":"issuer","aud":"audience","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"somebody","aud":"audience","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","aud":"somewhere","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256"}""", """{"aud":"audience","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","exp":4102444800}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","aud":"audience"}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","aud":"audience","exp":1}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","aud":"audience","exp":"4102444800"}""")]
    [InlineData("""{"alg":"HS256"}""", """{"iss":"issuer","aud":"audience","exp":4102444800,"nbf":4102444000}""")]
    [InlineData("""{"alg":"HS256"}""", """["iss"]""")]
    [InlineData("""[]""", """{"iss":"issuer","aud":"audience","exp":4102444800}""")]
    public async Task ValidateTokenAsync_WronglyMadeButSigned_IsRefused(string head, string body)
    {
        var result = await Handler.ValidateTokenAsync(Sign(Encode(head), Encode(body)), Parameters);

        Assert.False(result.IsValid);
        Assert.NotNull(result.Exception);
    }

    [Fact]
    public async Task ValidateTokenAsync_OtherKey_IsRefused()
    {
        var parameters = Parameters;
        parameters.IssuerSigningKey = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(48));

        Assert.False((await Handler.ValidateTokenAsync(Create(), parameters)).IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("..")]
    [InlineData("\u00e9\u00e9.\u00e9.\u00e9")]
    public async Task ValidateTokenAsync_Garbage_IsRefusedWithoutThrowing(string token) =>
        Assert.False((await Handler.ValidateTokenAsync(token, Parameters)).IsValid);

    [Fact]
    public async Task ValidateTokenAsync_AnyCharacterChanged_IsRefused()
    {
        var token = Create();
        for (var i = 0; i < token.Length; i++)
        {
            // The last character of a base64 part may carry unused bits, so the signature's is left alone.
            if (i == token.Length - 1 || token[i] == '.')
            {
                continue;
            }

            var changed = string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1));
            Assert.False((await Handler.ValidateTokenAsync(changed, Parameters)).IsValid, $"character {i}");
        }
    }

    private static string Create() =>
        Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "issuer",
                Audience = "audience",
                Subject = new ClaimsIdentity([new Claim("sub", "u1"), new Claim("name", "Ada")]),
                SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Key), SecurityAlgorithms.HmacSha256),
            }
        );

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Sign(string head, string body) =>
        $"{head}.{body}.{Base64Url.EncodeToString(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes($"{head}.{body}")))}";
}
