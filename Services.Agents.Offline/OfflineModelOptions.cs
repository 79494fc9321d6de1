using System.ComponentModel.DataAnnotations;

namespace Services.Agents.Offline;

/// <summary>Settings of the offline model.</summary>
public sealed class OfflineModelOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Models:Offline";

    /// <summary>Pause before each word of a streamed reply, from 0 to 1 s. Default: 15 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01", ParseLimitsInInvariantCulture = true)]
    public TimeSpan WordDelay { get; set; } = TimeSpan.FromMilliseconds(15);

    /// <summary>
    /// Whether sentence embeddings help to understand messages, where the service has them. Without, n-grams answer alone: the process
    /// needs some 300 MB less, and more messages are misread. Default: true.
    /// </summary>
    public bool Embeddings { get; set; } = true;
}
