using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Services.Agents.Offline;

namespace Services.Agents.Models.Providers;

/// <summary>The offline model as a provider that can be named in the configuration.</summary>
internal sealed class OfflineProvider(IOptions<OfflineModelOptions> offline, TimeProvider time) : IModelProvider
{
    /// <inheritdoc/>
    public string Kind => OfflineChatClient.ModelId;

    /// <inheritdoc/>
    public IChatClient Create(ModelProviderOptions options) => new OfflineChatClient(offline.Value, time);
}
