using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Tools.Calls;

namespace Services.Agents.Tests.Support;

/// <summary>
/// A model that answers each request with the next step of a script, its last step for good, and keeps what it was asked.
/// </summary>
internal sealed class ScriptedModel(params Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>>[] steps) : IChatClient
{
    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    public ChatOptions? LastOptions { get; private set; }

    /// <summary>Text, streamed word by word.</summary>
    public static Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> Says(string text) =>
        _ => text.Split(' ').Select((word, index) => new TextContent(index == 0 ? word : " " + word));

    /// <summary>One call.</summary>
    public static Func<IReadOnlyList<ChatMessage>, IEnumerable<AIContent>> Calls(string tool, object arguments, string callId = "call-1") =>
        _ => [Call(tool, arguments, callId)];

    public static FunctionCallContent Call(string tool, object arguments, string callId = "call-1") =>
        new(callId, tool, ToolArguments.FromJson(JsonSerializer.SerializeToElement(arguments)));

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
        Requests.Add(asked);
        LastOptions = options;
        var id = $"message-{Requests.Count}";
        foreach (var content in steps[Math.Min(Requests.Count, steps.Length) - 1](asked))
        {
            await Task.Yield();
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
