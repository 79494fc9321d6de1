using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>What a run returned.</summary>
public class AgentResponse
{
    /// <summary>An empty response.</summary>
    public AgentResponse()
    {
    }

    /// <summary>A response with messages.</summary>
    public AgentResponse(IList<ChatMessage> messages) => Messages = messages;

    /// <summary>A response from that of a chat client.</summary>
    public AgentResponse(ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        AdditionalProperties = response.AdditionalProperties;
        CreatedAt = response.CreatedAt;
        FinishReason = response.FinishReason;
        Messages = response.Messages;
        RawRepresentation = response;
        ResponseId = response.ResponseId;
        Usage = response.Usage;
    }

    /// <summary>The messages, in order.</summary>
    public IList<ChatMessage> Messages { get; set; } = [];

    /// <summary>Their text.</summary>
    public string Text => string.Concat(Messages.Select(message => message.Text));

    /// <summary>The agent.</summary>
    public string? AgentId { get; set; }

    /// <summary>The response's id.</summary>
    public string? ResponseId { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Why it ended.</summary>
    public ChatFinishReason? FinishReason { get; set; }

    /// <summary>Tokens.</summary>
    public UsageDetails? Usage { get; set; }

    /// <summary>The object it was made from.</summary>
    public object? RawRepresentation { get; set; }

    /// <summary>Further values.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
