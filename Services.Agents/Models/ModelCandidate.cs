using Microsoft.Extensions.AI;
using Services.Agents.Models.Providers;

namespace Services.Agents.Models;

/// <summary>A configured provider with its client.</summary>
internal sealed record ModelCandidate(string Name, ModelProviderOptions Options, IChatClient Client);
