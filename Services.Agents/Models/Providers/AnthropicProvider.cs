using Anthropic;
using Microsoft.Extensions.AI;

namespace Services.Agents.Models.Providers;

/// <summary>Anthropic's messages.</summary>
internal sealed class AnthropicProvider : IModelProvider
{
    /// <summary>Sent where a gateway of one's own wants no key.</summary>
    private const string NoKey = "none";

    /// <inheritdoc/>
    public string Kind => "anthropic";

    /// <inheritdoc/>
    public IChatClient Create(ModelProviderOptions options)
    {
        IAnthropicClient client = new AnthropicClient
        {
            ApiKey = string.IsNullOrWhiteSpace(options.ApiKey) ? NoKey : options.ApiKey,
            Timeout = options.Timeout,
            MaxRetries = 1,
        };
        if (options.BaseUrl is { } url)
        {
            client = client.WithOptions(current => current with { BaseUrl = url.ToString().TrimEnd('/') });
        }

        return client.AsIChatClient(options.Model, options.MaxOutputTokens);
    }
}
