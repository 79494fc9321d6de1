using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Access.Oidc;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

public sealed class TokenVerifierTests : IDisposable
{
    private static readonly IOptions<AuthOptions> Settings = Options.Create(
        new AuthOptions { SigningKey = GatewayHost.SigningKey, ClockSkew = TimeSpan.Zero }
    );

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Caller _caller = GatewayHost.NewCustomer();

    private readonly OidcProvider _provider = new(Settings, TimeProvider.System, NullLogger<OidcProvider>.Instance);
    private readonly TokenVerifier _verifier;

    public TokenVerifierTests() => _verifier = new(new TokenValidator(Settings, _provider), Settings, TimeProvider.System);

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task Verify_TheSameTokenAgain_KnowsTheCaller()
    {
        var token = GatewayHost.TokenFor(_caller);

        var first = await _verifier.VerifyAsync(token);

        Assert.Equal(_caller, first?.Caller);
        Assert.Same(first, await _verifier.VerifyAsync(token));
    }

    [Fact]
    public async Task Verify_AKnownTokenWithAnotherSignature_IsRefused()
    {
        var token = GatewayHost.TokenFor(_caller);
        Assert.NotNull(await _verifier.VerifyAsync(token));

        var forged = token[..(token.LastIndexOf('.') + 1)] + new string('A', 43);

        Assert.Null(await _verifier.VerifyAsync(forged));
    }

    [Fact]
    public async Task Verify_AKnownTokenThatHasExpired_IsRefused()
    {
        var token = GatewayHost.TokenFor(_caller, expiresIn: TimeSpan.FromSeconds(2));
        Assert.NotNull(await _verifier.VerifyAsync(token));

        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await _verifier.VerifyAsync(token) is not null)
        {
            Assert.True(await timer.WaitForNextTickAsync(patience.Token));
        }
    }
}
