using System.Text.Json;
using OpenAI.Chat;
using OpenAIMessage = OpenAI.Chat.ChatMessage;

namespace Microsoft.Extensions.AI;

/// <summary>Requests, from the abstractions to OpenAI's types.</summary>
internal static class OpenAIMessages
{
    public static IEnumerable<OpenAIMessage> From(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
        {
            yield return new SystemChatMessage(options.Instructions);
        }

        foreach (var message in messages)
        {
            foreach (var converted in From(message))
            {
                yield return converted;
            }
        }
    }

    public static ChatCompletionOptions From(ChatOptions? options)
    {
        var result = new ChatCompletionOptions();
        if (options is null)
        {
            return result;
        }

        result.Temperature = options.Temperature;
        result.TopP = options.TopP;
        result.MaxOutputTokenCount = options.MaxOutputTokens;
        result.FrequencyPenalty = options.FrequencyPenalty;
        result.PresencePenalty = options.PresencePenalty;
        foreach (var stop in options.StopSequences ?? [])
        {
            result.StopSequences.Add(stop);
        }

        foreach (var function in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            result.Tools.Add(ChatTool.CreateFunctionTool(
                function.Name, function.Description, BinaryData.FromString(function.JsonSchema.GetRawText())));
        }

        if (result.Tools.Count == 0)
        {
            return result;
        }

        result.AllowParallelToolCalls = options.AllowMultipleToolCalls;
        result.ToolChoice = options.ToolMode switch
        {
            NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
            RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
            AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
            _ => null,
        };
        return result;
    }

    private static IEnumerable<OpenAIMessage> From(ChatMessage message)
    {
        if (message.Role == ChatRole.System)
        {
            yield return new SystemChatMessage(message.Text) { ParticipantName = message.AuthorName };
        }
        else if (message.Role == ChatRole.Tool)
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                yield return new ToolChatMessage(result.CallId, TextOf(result));
            }
        }
        else if (message.Role == ChatRole.Assistant)
        {
            if (AssistantFrom(message) is { } assistant)
            {
                yield return assistant;
            }
        }
        else
        {
            yield return new UserChatMessage(message.Text) { ParticipantName = message.AuthorName };
        }
    }

    private static AssistantChatMessage? AssistantFrom(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call => ChatToolCall.CreateFunctionToolCall(
                call.CallId, call.Name, BinaryData.FromString(JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions))))
            .ToList();
        if (calls.Count == 0)
        {
            return message.Text.Length == 0 ? null : new AssistantChatMessage(message.Text);
        }

        var assistant = new AssistantChatMessage(calls);
        if (message.Text.Length > 0)
        {
            assistant.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        }

        return assistant;
    }

    private static string TextOf(FunctionResultContent result) => result.Result switch
    {
        string text => text,
        null => "",
        var value => JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(object))),
    };
}
