using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>One update of a streamed run.</summary>
public class AgentResponseUpdate
{
    /// <summary>An empty update.</summary>
    public AgentResponseUpdate()
    {
    }

    /// <summary>An update with text.</summary>
    public AgentResponseUpdate(ChatRole? role, string? content)
        : this(role, content is null ? null : [new TextContent(content)])
    {
    }

    /// <summary>An update with contents.</summary>
    public AgentResponseUpdate(ChatRole? role, IList<AIContent>? contents)
    {
        Role = role;
        Contents = contents ?? [];
    }

    /// <summary>An update from that of a chat client.</summary>
    public AgentResponseUpdate(ChatResponseUpdate chatResponseUpdate)
    {
        ArgumentNullException.ThrowIfNull(chatResponseUpdate);
        AdditionalProperties = chatResponseUpdate.AdditionalProperties;
        AuthorName = chatResponseUpdate.AuthorName;
        Contents = chatResponseUpdate.Contents;
        CreatedAt = chatResponseUpdate.CreatedAt;
        FinishReason = chatResponseUpdate.FinishReason;
        MessageId = chatResponseUpdate.MessageId;
        RawRepresentation = chatResponseUpdate;
        ResponseId = chatResponseUpdate.ResponseId;
        Role = chatResponseUpdate.Role;
    }

    /// <summary>The author.</summary>
    public string? AuthorName { get; set; }

    /// <summary>The author's role.</summary>
    public ChatRole? Role { get; set; }

    /// <summary>Text, calls, results, usage, requests for approval.</summary>
    public IList<AIContent> Contents { get; set; } = [];

    /// <summary>The text among the contents.</summary>
    public string Text => string.Concat(Contents.OfType<TextContent>().Select(content => content.Text));

    /// <summary>The agent.</summary>
    public string? AgentId { get; set; }

    /// <summary>The response that this is part of.</summary>
    public string? ResponseId { get; set; }

    /// <summary>The message that this is part of.</summary>
    public string? MessageId { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Why the response ended; in the last update.</summary>
    public ChatFinishReason? FinishReason { get; set; }

    /// <summary>The object it was made from.</summary>
    public object? RawRepresentation { get; set; }

    /// <summary>Further values.</summary>
    public AdditionalPropertiesDictionary? AdditionalProperties { get; set; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
