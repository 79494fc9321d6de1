using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Services.Agents.Models.Providers;

/// <summary>
/// OpenAI's chat completions, and every service that speaks their protocol: Ollama, the Hugging Face router, vLLM, and others.
/// </summary>
internal sealed class OpenAIProvider : IModelProvider
{
    /// <summary>Sent where a service wants no key; the protocol has the header either way.</summary>
    private const string NoKey = "none";

    /// <inheritdoc/>
    public string Kind => "openai";

    /// <inheritdoc/>
    public IChatClient Create(ModelProviderOptions options)
    {
        var clientOptions = new OpenAIClientOptions
        {
            NetworkTimeout = options.Timeout,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 1),
        };
        if (options.BaseUrl is not null)
        {
            clientOptions.Endpoint = options.BaseUrl;
        }

        var key = string.IsNullOrWhiteSpace(options.ApiKey) ? NoKey : options.ApiKey;
        return new ChatClient(options.Model, new ApiKeyCredential(key), clientOptions).AsIChatClient();
    }
}
