using System.ComponentModel.DataAnnotations;

namespace Services.Agents.Tools;

/// <summary>Settings of the tools, section <c>Tools</c>.</summary>
internal sealed class AgentToolOptions
{
    public const string Section = "Tools";

    /// <summary>The longest that one call may take, 1 s to 5 min. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
