namespace Microsoft.Extensions.AI;

/// <summary>Starts a pipeline from a client.</summary>
public static class ChatClientBuilderChatClientExtensions
{
    /// <summary>A builder with <paramref name="innerClient"/> innermost.</summary>
    public static ChatClientBuilder AsBuilder(this IChatClient innerClient) => new(innerClient);
}
