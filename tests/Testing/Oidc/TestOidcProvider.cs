using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Switchboard.Testing.Oidc;

/// <summary>
/// An OpenID Connect provider with one client: discovery, keys, authorization code with PKCE (S256), refresh tokens that are good for one
/// use, access tokens as RS256 JWTs. Whoever comes is signed in as <see cref="User"/>, after one click.
/// </summary>
public sealed class TestOidcProvider : IAsyncDisposable
{
    public const string ClientId = "switchboard-page";
    public const string Audience = "switchboard-clients";

    private const string AnyOrigin = "*";

    private static readonly string[] ResponseTypes = ["code"];
    private static readonly string[] SubjectTypes = ["public"];
    private static readonly string[] Algorithms = ["RS256"];
    private static readonly string[] Challenges = ["S256"];

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Grant> _codes = new();
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new();
    private TestSigningKey _key = TestSigningKey.Create();

    private TestOidcProvider(WebApplication app) => _app = app;

    /// <summary>Its address and its issuer.</summary>
    public string Authority => _app.Urls.Single();

    /// <summary>Claims of the user beside the registered ones.</summary>
    public Dictionary<string, object> User { get; } =
        new()
        {
            ["sub"] = "provider-user-1",
            ["name"] = "Petra Provider",
            ["role"] = "customer",
        };

    /// <summary>Lifetime of access tokens. Default: 5 minutes.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Takes requests and answers none. Default: false.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int KeyRequests { get; private set; }

    public static async Task<TestOidcProvider> StartAsync(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(address);
        var provider = new TestOidcProvider(app);
        provider.Map();
        await app.StartAsync();
        return provider;
    }

    /// <summary>What it signs with at the moment.</summary>
    public TestSigningKey Key => _key;

    /// <summary>From now on, tokens are signed with another key, and the former is no longer published.</summary>
    public void RotateKey() => _key = TestSigningKey.Create();

    /// <summary>
    /// An access token. Claims that are given go before <see cref="User"/>'s and the registered ones; null leaves a claim out.
    /// </summary>
    public string AccessToken(IReadOnlyDictionary<string, object?>? claims = null, TestSigningKey? key = null) =>
        Sign(key ?? _key, Audience, claims);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use(
            async (context, next) =>
            {
                if (IsSilent)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                context.Response.Headers.AccessControlAllowOrigin = AnyOrigin;
                await next(context);
            }
        );
        _app.MapGet("/.well-known/openid-configuration", Discover);
        _app.MapGet(
            "/keys",
            () =>
            {
                KeyRequests++;
                return Results.Json(new { keys = new[] { _key.ToJwk() } });
            }
        );
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
    }

    private IResult Discover() =>
        Results.Json(
            new
            {
                issuer = Authority,
                authorization_endpoint = $"{Authority}/authorize",
                token_endpoint = $"{Authority}/token",
                jwks_uri = $"{Authority}/keys",
                response_types_supported = ResponseTypes,
                subject_types_supported = SubjectTypes,
                id_token_signing_alg_values_supported = Algorithms,
                code_challenge_methods_supported = Challenges,
            }
        );

    /// <summary>A page with one link, which goes back with the code.</summary>
    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != ClientId || query["code_challenge_method"] != "S256" || query["response_type"] != "code")
        {
            return Results.BadRequest();
        }

        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = new Grant(query["code_challenge"]!, query["nonce"]!, query["redirect_uri"]!);
        var back = $"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
        return Results.Content(
            $"""<!doctype html><title>Provider</title><a href="{System.Net.WebUtility.HtmlEncode(back)}">Continue</a>""",
            "text/html"
        );
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var nonce = "";
        var isGranted = form["grant_type"].ToString() switch
        {
            "authorization_code" => _codes.TryRemove(form["code"]!, out var grant)
                && grant.RedirectUri == form["redirect_uri"]
                && grant.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
                && (nonce = grant.Nonce).Length > 0,
            "refresh_token" => _refreshTokens.TryRemove(form["refresh_token"]!, out _),
            _ => false,
        };
        if (!isGranted)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var refresh = RandomNumberGenerator.GetHexString(32);
        _refreshTokens[refresh] = true;
        return Results.Json(
            new
            {
                access_token = AccessToken(),
                token_type = "Bearer",
                expires_in = (int)Lifetime.TotalSeconds,
                refresh_token = refresh,
                id_token = Sign(_key, ClientId, new Dictionary<string, object?> { ["nonce"] = nonce.Length > 0 ? nonce : null }),
            }
        );
    }

    private string Sign(TestSigningKey key, string audience, IReadOnlyDictionary<string, object?>? claims)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var payload = new Dictionary<string, object?>
        {
            ["iss"] = Authority,
            ["aud"] = audience,
            ["iat"] = now,
            ["exp"] = now + (long)Lifetime.TotalSeconds,
        };
        foreach (var (name, value) in User)
        {
            payload[name] = value;
        }

        foreach (var (name, value) in claims ?? new Dictionary<string, object?>())
        {
            payload[name] = value;
        }

        return key.Sign(JsonSerializer.Serialize(payload.Where(claim => claim.Value is not null).ToDictionary()));
    }

    private sealed record Grant(string Challenge, string Nonce, string RedirectUri);
}
