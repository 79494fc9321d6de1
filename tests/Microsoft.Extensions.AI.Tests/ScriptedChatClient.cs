using System.Runtime.CompilerServices;

namespace Microsoft.Extensions.AI.Tests;

/// <summary>Answers each request with the next step of a script, and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(params Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>>[] steps) : IChatClient
{
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    public static Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> Says(string text) => _ => [new TextContent(text)];

    public static Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> Calls(params string[] names) =>
        _ =>
            names.Select(
                (name, index) =>
                    new FunctionCallContent($"call-{name}-{index}", name, new Dictionary<string, object?> { ["value"] = index })
            );

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var asked = messages.ToList();
        Requests.Add((asked, options));
        var step = steps[Math.Min(Requests.Count, steps.Length) - 1];
        var id = $"message-{Requests.Count}";
        foreach (var content in step(asked))
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ChatResponseUpdate(ChatRole.Assistant, [content])
            {
                MessageId = id,
                ResponseId = id,
                ModelId = "scripted",
            };
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() { }
}
