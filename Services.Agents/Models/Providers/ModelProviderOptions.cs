using System.ComponentModel.DataAnnotations;

namespace Services.Agents.Models.Providers;

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

    /// <summary>
    /// Failures one after another, hangs among them, after which the model is not asked for a while, 2 to 100. Default: 2.
    /// </summary>
    [Range(2, 100)]
    public int FailuresToBreak { get; set; } = 2;

    /// <summary>How long it is not asked, 500 ms to 1 h; then one call tries. Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Tokens that an answer may have, 16 to 100,000. Default: 2,048.</summary>
    [Range(16, 100_000)]
    public int MaxOutputTokens { get; set; } = 2_048;

    /// <summary>0 to 2; left out of requests when null. Default: null.</summary>
    [Range(0f, 2f)]
    public float? Temperature { get; set; }
}
