using System.Text.Json;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Contracts.Messages;

namespace Services.Agents.Runs;

/// <summary>The sources of a reply: the tools that answered, with the records they were asked for.</summary>
internal sealed class Citations
{
    private static readonly string[] References = ["order_id", "ticket_id", "product_id", "item_id", "user_id", "email"];

    private readonly List<Citation> _citations = [];

    /// <summary>Each once, in the order of first use.</summary>
    public IReadOnlyList<Citation> All => _citations;

    /// <summary>What the transcript's end, from the user's last message on, has used already.</summary>
    public static Citations Of(IReadOnlyList<TranscriptMessage> messages)
    {
        var citations = new Citations();
        Dictionary<string, ToolCall> calls = [];
        foreach (var message in messages)
        {
            if (message.Role == MessageRole.User)
            {
                citations._citations.Clear();
            }

            foreach (var call in message.ToolCalls)
            {
                calls[call.CallId] = call;
            }

            if (message.ToolResult is { } result && calls.TryGetValue(result.CallId, out var made))
            {
                citations.Add(made, result);
            }
        }

        return citations;
    }

    /// <summary>A call has answered.</summary>
    public void Add(ToolCall call, ToolResult result)
    {
        if (result.IsError)
        {
            return;
        }

        var citation = new Citation
        {
            Kind = "tool",
            Source = call.Name,
            Reference = ReferenceOf(call.Arguments),
        };
        if (!_citations.Contains(citation))
        {
            _citations.Add(citation);
        }
    }

    private static string? ReferenceOf(JsonElement arguments)
    {
        foreach (var name in References)
        {
            if (ToolArguments.Text(arguments, name) is { Length: > 0 } value)
            {
                return name == "order_id" ? IdNormalizer.OrderId(value) : value;
            }
        }

        return null;
    }
}
