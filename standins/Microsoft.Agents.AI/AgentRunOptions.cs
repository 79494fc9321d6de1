using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>Options of one run.</summary>
public class AgentRunOptions
{
    /// <summary>Values for components along the way.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; set; }
}
