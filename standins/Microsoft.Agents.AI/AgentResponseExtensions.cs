using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>Conversions between agents' and chat clients' responses.</summary>
public static class AgentResponseExtensions
{
    /// <summary>The chat client's update that this was made from, or one with the same contents.</summary>
    public static ChatResponseUpdate AsChatResponseUpdate(this AgentResponseUpdate responseUpdate)
    {
        ArgumentNullException.ThrowIfNull(responseUpdate);
        return responseUpdate.RawRepresentation as ChatResponseUpdate ?? new ChatResponseUpdate(responseUpdate.Role, responseUpdate.Contents)
        {
            AdditionalProperties = responseUpdate.AdditionalProperties,
            AuthorName = responseUpdate.AuthorName,
            CreatedAt = responseUpdate.CreatedAt,
            FinishReason = responseUpdate.FinishReason,
            MessageId = responseUpdate.MessageId,
            ResponseId = responseUpdate.ResponseId,
        };
    }

    /// <summary>Combines updates into a response.</summary>
    public static AgentResponse ToAgentResponse(this IEnumerable<AgentResponseUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var all = updates.ToList();
        return new AgentResponse(all.Select(AsChatResponseUpdate).ToChatResponse())
        {
            AgentId = all.FindLast(update => update.AgentId is not null)?.AgentId,
        };
    }
}
