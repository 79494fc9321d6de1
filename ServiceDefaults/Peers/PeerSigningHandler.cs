using System.Net.Http.Headers;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Peers;

/// <summary>Signs each request to one service; a repeated one anew. Without a key it goes out as it is, and is refused.</summary>
internal sealed class PeerSigningHandler(PeerKeys keys, PeerNeeds needs, string audience, TimeProvider time) : DelegatingHandler
{
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (keys.Signing is { } signing)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Create(signing, request));
        }

        return base.SendAsync(request, cancellationToken);
    }

    private string Create(SigningCredentials signing, HttpRequestMessage request)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = needs.Service,
            Audience = audience,
            NotBefore = now,
            IssuedAt = now,
            Expires = now + PeerToken.Lifetime,
            SigningCredentials = signing,
        };
        if (request.Options.TryGetValue(PeerToken.GrantOption, out var grant))
        {
            token.Claims = new Dictionary<string, object> { [PeerToken.Grant] = grant };
        }

        return Tokens.CreateToken(token);
    }
}
