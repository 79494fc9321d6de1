using Microsoft.Extensions.AI;
using Services.Agents.Models.Providers;

namespace Services.Agents.Models;

/// <summary>A configured provider with its client.</summary>
/// <param name="Name">What it is configured under.</param>
/// <param name="Options">Its settings.</param>
/// <param name="Client">Its client.</param>
/// <param name="Circuit">Whether it is asked; shared by all that are the same model at the same endpoint.</param>
internal sealed record ModelCandidate(string Name, ModelProviderOptions Options, IChatClient Client, ModelCircuit Circuit);
