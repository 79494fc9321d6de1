using Services.Contracts.Agents;
using Services.Contracts.Messages;

namespace Services.Orchestrator.Context;

/// <summary>Keeps the newest messages that fit into a number of tokens.</summary>
internal static class ContextWindow
{
    /// <summary>What a chat format adds to each message, in tokens.</summary>
    public const int PerMessage = 4;

    /// <summary>
    /// Drops whole messages from the oldest on until the rest fits. The newest message always stays; the window never begins with an
    /// assistant message whose question has been dropped.
    /// </summary>
    public static IReadOnlyList<TranscriptMessage> Fit(IReadOnlyList<TranscriptMessage> messages, int maxTokens, ITokenCounter counter)
    {
        if (messages.Count == 0)
        {
            return [];
        }

        var first = messages.Count - 1;
        var tokens = TokensOf(messages[first], counter);
        while (first > 0)
        {
            tokens += TokensOf(messages[first - 1], counter);
            if (tokens > maxTokens)
            {
                break;
            }

            first--;
        }

        while (first < messages.Count - 1 && messages[first].Role != MessageRole.User)
        {
            first++;
        }

        return [.. messages.Skip(first)];
    }

    private static int TokensOf(TranscriptMessage message, ITokenCounter counter)
    {
        var calls = message.ToolCalls.Sum(call => counter.Count(call.Name) + counter.Count(call.Arguments.GetRawText()));
        var result = message.ToolResult is { } returned ? counter.Count(returned.Result.GetRawText()) : 0;
        return PerMessage + counter.Count(message.Content) + calls + result;
    }
}
