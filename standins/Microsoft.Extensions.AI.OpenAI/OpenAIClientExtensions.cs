using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>OpenAI's clients as the abstractions of Microsoft.Extensions.AI.</summary>
public static class OpenAIClientExtensions
{
    /// <summary>A chat client over OpenAI's chat completions, or those of any service that speaks the same protocol.</summary>
    public static IChatClient AsIChatClient(this ChatClient chatClient) => new OpenAIChatClient(chatClient);
}
