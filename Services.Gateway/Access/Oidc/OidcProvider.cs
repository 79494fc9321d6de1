using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Services.Gateway.Access.Oidc;

/// <summary>
/// What the OpenID Connect provider says of itself: issuer, keys and endpoints. Asked for in the background when the gateway starts, later
/// by whoever needs it; nobody waits longer than <see cref="AuthOptions.ProviderTimeout"/>, and a provider that does not answer is left
/// alone for <see cref="AuthOptions.ProviderRetryInterval"/>. Thread-safe.
/// </summary>
internal sealed partial class OidcProvider(IOptions<AuthOptions> options, TimeProvider time, ILogger<OidcProvider> logger)
    : BackgroundService
{
    private readonly Uri? _authority = options.Value.Authority;
    private readonly TimeSpan _timeout = options.Value.ProviderTimeout;
    private readonly TimeSpan _retryInterval = options.Value.ProviderRetryInterval;
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly HttpClient _http = new() { Timeout = options.Value.ProviderTimeout };
    private ConfigurationManager<OpenIdConnectConfiguration>? _manager;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    /// <summary>Its address; null without one.</summary>
    public Uri? Authority => _authority;

    /// <summary>True if there is one to ask.</summary>
    public bool IsConfigured => _authority is not null;

    /// <summary>What it said last; null if it said nothing yet.</summary>
    public OpenIdConnectConfiguration? Known { get; private set; }

    /// <summary>What it says; null if it does not answer. Renewed in the background from time to time.</summary>
    public async ValueTask<OpenIdConnectConfiguration?> GetAsync()
    {
        if (_manager is not { } manager)
        {
            return await AskAsync(stale: null);
        }

        var said = await manager.GetConfigurationAsync(CancellationToken.None);
        if (ReferenceEquals(manager, _manager))
        {
            Known = said;
        }

        return said;
    }

    /// <summary>What it says now, for a token whose key is not in what it said; the same again if it was asked just now.</summary>
    public ValueTask<OpenIdConnectConfiguration?> RefreshAsync(OpenIdConnectConfiguration stale) => AskAsync(stale);

    public override void Dispose()
    {
        base.Dispose();
        _http.Dispose();
        _asking.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (IsConfigured)
        {
            Task asked = GetAsync().AsTask();
            await asked.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// No caller can cancel it: somebody who goes away in the middle does not make the provider one that does not answer.
    /// </summary>
    private async ValueTask<OpenIdConnectConfiguration?> AskAsync(OpenIdConnectConfiguration? stale)
    {
        using var patience = new CancellationTokenSource(_timeout, time);
        if (_authority is null || !await _asking.WaitAsync(_timeout))
        {
            return Known;
        }

        try
        {
            if (!ReferenceEquals(Known, stale) || time.GetUtcNow() < _notBefore)
            {
                return Known;
            }

            // The first answer may be asked about at once, when the provider has just changed its keys.
            _notBefore = stale is null ? DateTimeOffset.MinValue : time.GetUtcNow() + _retryInterval;
            var manager = Create(_authority);
            Known = await manager.GetConfigurationAsync(CancellationToken.None).WaitAsync(patience.Token);
            _manager = manager;
            return Known;
        }
        catch (Exception failure) when (failure is InvalidOperationException or OperationCanceledException or IOException)
        {
            _notBefore = time.GetUtcNow() + _retryInterval;
            LogNoAnswer(_authority, failure);
            return Known;
        }
        finally
        {
            _asking.Release();
        }
    }

    private ConfigurationManager<OpenIdConnectConfiguration> Create(Uri authority) =>
        new(
            $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(_http) { RequireHttps = !authority.IsLoopback }
        );

    [LoggerMessage(LogLevel.Warning, "The provider at {Authority} did not say what its keys are; its tokens are refused until it does.")]
    private partial void LogNoAnswer(Uri authority, Exception failure);
}
