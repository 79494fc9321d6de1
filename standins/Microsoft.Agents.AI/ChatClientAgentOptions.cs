using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>What a <see cref="ChatClientAgent"/> is.</summary>
public sealed class ChatClientAgentOptions
{
    /// <summary>Its id.</summary>
    public string? Id { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>Instructions, tools and model settings that hold for every run.</summary>
    public ChatOptions? ChatOptions { get; set; }

    /// <summary>True takes the chat client without adding function invocation to it. Default: false.</summary>
    public bool UseProvidedChatClientAsIs { get; set; }

    /// <summary>A copy.</summary>
    public ChatClientAgentOptions Clone() => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        ChatOptions = ChatOptions?.Clone(),
        UseProvidedChatClientAsIs = UseProvidedChatClientAsIs,
    };
}
