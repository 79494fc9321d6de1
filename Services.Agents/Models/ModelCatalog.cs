using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Services.Agents.Models.Providers;
using Services.Contracts.Agents;

namespace Services.Agents.Models;

/// <summary>The configured models. Clients are made once and shared.</summary>
internal sealed class ModelCatalog : IDisposable
{
    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<FallbackChatClient> _logger;
    private readonly Dictionary<string, ModelCandidate> _candidates;

    public ModelCatalog(
        IOptions<ModelOptions> options,
        IEnumerable<IModelProvider> kinds,
        ModelMetrics metrics,
        TimeProvider time,
        ILogger<FallbackChatClient> logger
    )
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        var byKind = kinds.ToDictionary(kind => kind.Kind);
        var circuits = new Dictionary<(string Kind, Uri? BaseUrl, string Model), ModelCircuit>();
        _candidates = AgentNames
            .All.SelectMany(_options.ProvidersOf)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                name => name,
                name => new ModelCandidate(
                    name,
                    _options.Providers[name],
                    byKind[_options.Providers[name].Kind].Create(_options.Providers[name]),
                    CircuitOf(name, _options.Providers[name])
                ),
                StringComparer.OrdinalIgnoreCase
            );

        ModelCircuit CircuitOf(string name, ModelProviderOptions provider)
        {
            var key = (provider.Kind, provider.BaseUrl, provider.Model);
            return circuits.TryGetValue(key, out var known)
                ? known
                : circuits[key] = new ModelCircuit(name, provider, metrics, time, logger);
        }
    }

    /// <summary>What each agent runs on, in the order that is tried.</summary>
    public IEnumerable<AgentModels> Describe() =>
        AgentNames.All.Select(agent => new AgentModels
        {
            Agent = agent,
            Models =
            [
                .. CandidatesOf(agent)
                    .Select(candidate => new ModelDescription
                    {
                        Provider = candidate.Name,
                        Kind = candidate.Options.Kind,
                        Model = candidate.Options.Model,
                    }),
            ],
        });

    /// <summary>An agent's model, with its fallbacks.</summary>
    public IChatClient ClientFor(string agent) => new FallbackChatClient(CandidatesOf(agent), _time, _logger);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var candidate in _candidates.Values)
        {
            candidate.Client.Dispose();
        }
    }

    private List<ModelCandidate> CandidatesOf(string agent) => [.. _options.ProvidersOf(agent).Select(name => _candidates[name])];
}
