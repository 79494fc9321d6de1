using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Retail.Tools;

namespace Services.Agents.Offline.History;

/// <summary>Reads a conversation from the forms it comes in. Calls that have no result yet are left out.</summary>
internal static class DialogueHistoryReader
{
    public static DialogueHistory Read(IEnumerable<ChatMessage> messages)
    {
        var entries = new List<HistoryEntry>();
        var calls = new Dictionary<string, (string Name, IReadOnlyDictionary<string, string> Arguments)>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case TextContent { Text: { Length: > 0 } text }:
                        AddText(entries, message.Role, text);
                        break;
                    case FunctionCallContent call:
                        calls[call.CallId] = (call.Name, Arguments(call.Arguments));
                        break;
                    case FunctionResultContent result when calls.TryGetValue(result.CallId, out var call):
                        entries.Add(
                            ToolRefusal.TryRead(result.Result, out var refusal)
                                ? Refused(call.Name, call.Arguments, refusal.Sentence, refusal.Kind)
                                : Used(call.Name, call.Arguments, result.Result)
                        );
                        break;
                }
            }
        }

        return new DialogueHistory(entries);
    }

    public static DialogueHistory Read(IReadOnlyList<TranscriptMessage> messages)
    {
        var entries = new List<HistoryEntry>();
        var calls = new Dictionary<string, ToolCall>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            if (message.ToolResult is { } result)
            {
                if (calls.TryGetValue(result.CallId, out var call))
                {
                    entries.Add(
                        result.IsError
                            ? Refused(call.Name, Arguments(call.Arguments), result.Result.ToString(), result.Refusal)
                            : Used(call.Name, Arguments(call.Arguments), result.Result)
                    );
                }

                continue;
            }

            AddText(entries, new ChatRole(EnumNames.Of(message.Role)), message.Content);
            foreach (var call in message.ToolCalls)
            {
                calls[call.CallId] = call;
            }
        }

        return new DialogueHistory(entries);
    }

    private static void AddText(List<HistoryEntry> entries, ChatRole role, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || role == ChatRole.System)
        {
            return;
        }

        if (role == ChatRole.User)
        {
            entries.Add(new UserUtterance(text));
        }
        else if (entries is [.., AssistantUtterance before])
        {
            entries[^1] = new AssistantUtterance(before.Text + text);
        }
        else
        {
            entries.Add(new AssistantUtterance(text));
        }
    }

    private static CompletedToolCall Refused(
        string name,
        IReadOnlyDictionary<string, string> arguments,
        string sentence,
        RefusalKind? kind
    ) => new(name, arguments, default, sentence, kind);

    private static CompletedToolCall Used(string name, IReadOnlyDictionary<string, string> arguments, object? result) =>
        new(
            name,
            arguments,
            result switch
            {
                JsonElement json => json,
                string text => AsJson(text),
                _ => default,
            },
            null,
            null
        );

    private static JsonElement AsJson(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static Dictionary<string, string> Arguments(IDictionary<string, object?>? arguments) =>
        (arguments ?? new Dictionary<string, object?>()).ToDictionary(
            pair => pair.Key,
            pair =>
                pair.Value switch
                {
                    JsonElement element => element.ToString(),
                    IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                    var value => value?.ToString() ?? "",
                },
            StringComparer.Ordinal
        );

    private static Dictionary<string, string> Arguments(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object
            ? arguments
                .EnumerateObject()
                .ToDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal)
            : [];
}
