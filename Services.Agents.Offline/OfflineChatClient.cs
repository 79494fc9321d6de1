using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Hints;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Skills;
using Services.Agents.Offline.Streaming;
using Services.Agents.Offline.Understanding;
using Services.Agents.Offline.Usage;

namespace Services.Agents.Offline;

/// <summary>
/// A model that needs no key and no network: it understands with a trained classifier and slot rules, calls the tools it is given through
/// the same loop as any other model, and says only what they return. The same conversation always gets the same reply. Safe for use by many
/// requests at once; it keeps nothing between them.
/// </summary>
public sealed class OfflineChatClient(OfflineModelOptions options, TimeProvider time) : IChatClient
{
    /// <summary>What it calls itself.</summary>
    public const string ModelId = "offline";

    private static readonly ChatClientMetadata Metadata = new(ModelId, defaultModelId: ModelId);

    private readonly DialogueStateTracker _tracker = new(new IntentReader(IntentClassifier.Shared));

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = Answer(messages, options);
        List<AIContent> contents = [.. answer.Calls];
        if (answer.Text.Length > 0)
        {
            contents.Insert(0, new TextContent(answer.Text));
        }

        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, contents) { MessageId = answer.Id })
            {
                ResponseId = answer.Id,
                ModelId = ModelId,
                FinishReason = answer.FinishReason,
                Usage = answer.Usage,
            }
        );
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = Answer(messages, options);
        foreach (var word in WordStream.Split(answer.Text))
        {
            if (WordDelay > TimeSpan.Zero)
            {
                await Task.Delay(WordDelay, time, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            yield return Update(answer, new TextContent(word));
        }

        foreach (var call in answer.Calls)
        {
            yield return Update(answer, call);
        }

        var last = Update(answer, new UsageContent(answer.Usage));
        last.FinishReason = answer.FinishReason;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        return serviceType == typeof(ChatClientMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private TimeSpan WordDelay => options.WordDelay;

    private OfflineAnswer Answer(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions)
    {
        var history = DialogueHistoryReader.Read(messages);
        var tools = (chatOptions?.Tools ?? []).Select(tool => tool.Name).ToHashSet(StringComparer.Ordinal);
        var context = new DialogueContext(history, _tracker.Track(history), CallerHints.From(chatOptions), tools);
        var action = Planner.Next(context);

        var id = $"{ModelId}-{history.Fingerprint()}";
        var text = action switch
        {
            ReplyAction reply => Continue(reply.Text, chatOptions),
            CallToolsAction calling => Continue(calling.Text, chatOptions, hasMore: true),
            _ => "",
        };
        var calls = action is CallToolsAction { Calls: var requests } ? requests.Select((call, i) => Call(call, id, i)).ToList() : [];
        return new OfflineAnswer(id, text, calls, Usage(history, text));
    }

    private static string Continue(string text, ChatOptions? chatOptions, bool hasMore = false)
    {
        if (
            text.Length == 0
            || chatOptions?.AdditionalProperties?.TryGetValue(ModelHints.ContinueAfter, out var value) != true
            || value is not string { Length: > 0 } delivered
        )
        {
            return text;
        }

        // The platform's question may follow and have been delivered in part: it takes off what is repeated, and has to see all of it.
        return hasMore && delivered.StartsWith(text, StringComparison.Ordinal) ? text : ResumedReply.RemainderAfter(delivered, text);
    }

    private static FunctionCallContent Call(ToolRequest request, string answerId, int index) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"call-{answerId}-{index}"),
            request.Tool,
            request.Arguments.ToDictionary(argument => argument.Key, object? (argument) => argument.Value)
        );

    private static UsageDetails Usage(DialogueHistory history, string text)
    {
        var input = history.Entries.Sum(entry =>
            entry switch
            {
                UserUtterance user => TokenCount.Of(user.Text),
                AssistantUtterance assistant => TokenCount.Of(assistant.Text),
                CompletedToolCall { Refusal: { } refusal } => TokenCount.Of(refusal),
                CompletedToolCall { Result.ValueKind: not JsonValueKind.Undefined } tool => TokenCount.Of(tool.Result.GetRawText()),
                _ => 0,
            }
        );
        var output = TokenCount.Of(text);
        return new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = input + output,
        };
    }

    private static ChatResponseUpdate Update(OfflineAnswer answer, AIContent content) =>
        new(ChatRole.Assistant, [content])
        {
            MessageId = answer.Id,
            ResponseId = answer.Id,
            ModelId = ModelId,
        };

    private sealed record OfflineAnswer(string Id, string Text, IReadOnlyList<FunctionCallContent> Calls, UsageDetails Usage)
    {
        public ChatFinishReason FinishReason => Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
    }
}
