using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Replies;

/// <summary>How a reply is cut for the output guard.</summary>
internal sealed class ReplyOptions
{
    public const string Section = "Orchestrator:Delivery";

    /// <summary>
    /// Characters held before text is cut at a word instead of a sentence; at twice this it is cut anywhere. Default 320.
    /// </summary>
    [Range(40, 4_000)]
    public int LongestText { get; set; } = 320;

    /// <summary>How long text is held before it is cut at a word instead of a sentence. Default 600 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan LongestHold { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Characters of the reply so far that the guard sees beside the passage it checks. Default 600.</summary>
    [Range(0, 8_000)]
    public int Preceding { get; set; } = 600;

    /// <summary>Longest reply, in characters; an agent that writes on is cut off there. Default 32,000.</summary>
    [Range(1_000, 200_000)]
    public int LongestReply { get; set; } = 32_000;
}
