using System.ComponentModel.DataAnnotations;

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

/// <summary>One provider.</summary>
internal sealed class ModelProviderOptions
{
    /// <summary><c>offline</c>, <c>openai</c> (also everything that speaks its protocol) or <c>anthropic</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>The model, for example <c>gpt-4.1-mini</c>.</summary>
    public string Model { get; set; } = "";

    /// <summary>Where the service is, for example <c>http://localhost:11434/v1</c> for Ollama. Default: the vendor's.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>The key. Default: <c>OPENAI_API_KEY</c> or <c>ANTHROPIC_API_KEY</c>; services of one's own may need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// The longest wait for a model's first sign of an answer before the next provider is tried, 1 s to 5 min. Default: 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that one request may take, 1 s to 30 min. Default: 3 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Tokens that an answer may have, 16 to 100,000. Default: 2,048.</summary>
    [Range(16, 100_000)]
    public int MaxOutputTokens { get; set; } = 2_048;

    /// <summary>0 to 2; left out of requests when null. Default: null.</summary>
    [Range(0f, 2f)]
    public float? Temperature { get; set; }
}
