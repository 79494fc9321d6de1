using Microsoft.Extensions.AI;

namespace Services.Agents.Models.Providers;

/// <summary>A kind of model that can be configured.</summary>
internal interface IModelProvider
{
    /// <summary>What <see cref="ModelProviderOptions.Kind"/> says to get it.</summary>
    string Kind { get; }

    /// <summary>A client for one configured provider; without the function-invoking loop, which the agents put around it.</summary>
    IChatClient Create(ModelProviderOptions options);
}
