using Services.Agents.Models.Providers;

namespace Services.Agents.Models;

/// <summary>
/// Which models the agents run on, section <c>Models</c>. With nothing configured it is the offline model; <c>OPENAI_API_KEY</c> and
/// <c>ANTHROPIC_API_KEY</c> in the environment add a provider each, named <c>openai</c> and <c>anthropic</c>, which come before it.
/// </summary>
internal sealed class ModelOptions
{
    public const string Section = "Models";

    /// <summary>Names of providers in the order they are tried, for agents that have no list of their own.</summary>
    public IList<string> Default { get; set; } = [];

    /// <summary>Lists of agents' own, by agent.</summary>
    public IDictionary<string, IList<string>> Agents { get; set; } = new Dictionary<string, IList<string>>();

    /// <summary>The providers, by a name of choice. <c>offline</c> is always there.</summary>
    public IDictionary<string, ModelProviderOptions> Providers { get; set; } =
        new Dictionary<string, ModelProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The providers of an agent in the order they are tried.</summary>
    public IList<string> ProvidersOf(string agent) => Agents.TryGetValue(agent, out var own) && own.Count > 0 ? own : Default;
}
