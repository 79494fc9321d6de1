using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OpenAI.Chat;

namespace Microsoft.Extensions.AI;

/// <summary>Chat completions as an <see cref="IChatClient"/>.</summary>
internal sealed class OpenAIChatClient : IChatClient
{
    private readonly ChatClient _chatClient;
    private readonly ChatClientMetadata _metadata;

    public OpenAIChatClient(ChatClient chatClient)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        _chatClient = chatClient;
        _metadata = new ChatClientMetadata("openai", chatClient.Endpoint, chatClient.Model);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(ChatClient) ? _chatClient
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var completion = (await _chatClient
            .CompleteChatAsync(OpenAIMessages.From(messages, options), OpenAIMessages.From(options), cancellationToken)
            .ConfigureAwait(false)).Value;
        var message = new ChatMessage(ChatRole.Assistant, [.. TextsOf(completion.Content)]) { MessageId = completion.Id };
        foreach (var call in completion.ToolCalls)
        {
            message.Contents.Add(CallFrom(call.Id, call.FunctionName, call.FunctionArguments.ToString()));
        }

        return new ChatResponse(message)
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            CreatedAt = completion.CreatedAt,
            FinishReason = ReasonFrom(completion.FinishReason),
            Usage = UsageFrom(completion.Usage),
            RawRepresentation = completion,
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SortedDictionary<int, PartialCall> calls = [];
        ChatResponseUpdate? last = null;
        var updates = _chatClient.CompleteChatStreamingAsync(
            OpenAIMessages.From(messages, options), OpenAIMessages.From(options), cancellationToken);
        await foreach (var received in updates.ConfigureAwait(false))
        {
            foreach (var part in received.ToolCallUpdates)
            {
                if (!calls.TryGetValue(part.Index, out var call))
                {
                    calls.Add(part.Index, call = new PartialCall());
                }

                call.Add(part);
            }

            last = new ChatResponseUpdate(ChatRole.Assistant, [.. TextsOf(received.ContentUpdate)])
            {
                ResponseId = received.CompletionId,
                MessageId = received.CompletionId,
                ModelId = received.Model,
                CreatedAt = received.CreatedAt,
                FinishReason = received.FinishReason is { } reason ? ReasonFrom(reason) : null,
                RawRepresentation = received,
            };
            if (UsageFrom(received.Usage) is { } usage)
            {
                last.Contents.Add(new UsageContent(usage));
            }

            yield return last;
        }

        if (calls.Count == 0)
        {
            yield break;
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls.Values.Select(call => call.Complete())])
        {
            ResponseId = last?.ResponseId,
            MessageId = last?.MessageId,
            ModelId = last?.ModelId,
            CreatedAt = last?.CreatedAt,
            FinishReason = ChatFinishReason.ToolCalls,
        };
    }

    public void Dispose()
    {
    }

    private static IEnumerable<AIContent> TextsOf(ChatMessageContent content) =>
        content.Where(part => part.Kind == ChatMessageContentPartKind.Text && part.Text is { Length: > 0 })
            .Select(part => new TextContent(part.Text));

    private static FunctionCallContent CallFrom(string callId, string name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments,
            callId,
            name,
            static json => JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions));

    private static ChatFinishReason ReasonFrom(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails? UsageFrom(ChatTokenUsage? usage) => usage is null ? null : new UsageDetails
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
    };

    /// <summary>A call whose arguments arrive in pieces.</summary>
    private sealed class PartialCall
    {
        private readonly StringBuilder _arguments = new();
        private string? _id;
        private string? _name;

        public void Add(StreamingChatToolCallUpdate part)
        {
            _id ??= part.ToolCallId;
            _name ??= part.FunctionName;
            if (part.FunctionArgumentsUpdate is { } arguments && !arguments.ToMemory().IsEmpty)
            {
                _arguments.Append(arguments);
            }
        }

        public FunctionCallContent Complete() => CallFrom(_id ?? "", _name ?? "", _arguments.ToString());
    }
}
