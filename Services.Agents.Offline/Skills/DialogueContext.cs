using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Hints;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>What a skill decides from. Nothing in it changes.</summary>
/// <param name="History">The conversation.</param>
/// <param name="State">What it has come to.</param>
/// <param name="Caller">Who speaks.</param>
/// <param name="Tools">The names of the tools that may be called.</param>
internal sealed record DialogueContext(DialogueHistory History, DialogueState State, CallerHints Caller, IReadOnlySet<string> Tools)
{
    /// <summary>The message to answer.</summary>
    public Mentions Last => State.Last;

    /// <summary>True when the message to answer is a yes, whatever it is a yes to. Classifies it anew.</summary>
    public bool Agrees =>
        !DialogueCues.Hesitates(Last.Text) && IntentClassifier.Shared.Classify(Last.Text) is { IsSure: true, Intent: Intents.Affirm };

    /// <summary>What tools have answered since the user spoke: facts as fresh as the question.</summary>
    public IEnumerable<CompletedToolCall> Facts => History.SinceLastUserMessage.OfType<CompletedToolCall>();

    /// <summary>True once something was changed, or refused, in answer to the message.</summary>
    public bool HasWritten => Facts.Any(static fact => ToolNames.IsWrite(fact.Name));

    /// <summary>The same conversation, about another request of the message.</summary>
    public DialogueContext About(Request request) =>
        this with
        {
            State = State with
            {
                Intent = request.Intent,
                Stance = request.Stance,
                Task = [.. State.Task.Where(static mentions => mentions.Answering == ExpectedAnswer.Identity), Mentions.In(request.Text)],
                Also = [],
            },
        };

    /// <summary>An order, or the action that gets it or says why it cannot be had.</summary>
    public bool TryOrder(string orderId, [NotNullWhen(true)] out Order? order, [NotNullWhen(false)] out DialogueAction? action) =>
        TryRead(ToolNames.GetOrderDetails, [("order_id", orderId)], RetailJson.Default.Order, out order, out action);

    /// <summary>A product, likewise.</summary>
    public bool TryProduct(string productId, [NotNullWhen(true)] out Product? product, [NotNullWhen(false)] out DialogueAction? action) =>
        TryRead(ToolNames.GetProductDetails, [("product_id", productId)], RetailJson.Default.Product, out product, out action);

    /// <summary>A customer, likewise.</summary>
    public bool TryUser(string userId, [NotNullWhen(true)] out User? user, [NotNullWhen(false)] out DialogueAction? action) =>
        TryRead(ToolNames.GetUserDetails, [("user_id", userId)], RetailJson.Default.User, out user, out action);

    /// <summary>What a read tool returns, or the action that calls it or says why it refused.</summary>
    public bool TryRead<T>(
        string tool,
        (string Name, string Value)[] arguments,
        JsonTypeInfo<T> type,
        [NotNullWhen(true)] out T? value,
        [NotNullWhen(false)] out DialogueAction? action
    )
        where T : class
    {
        value = null;
        action = null;
        if (Fact(tool, arguments) is not { } fact)
        {
            action = Tools.Contains(tool)
                ? new CallToolsAction([new ToolRequest(tool, arguments.ToDictionary(pair => pair.Name, object (pair) => pair.Value))])
                : new ReplyAction(StandardReplies.NotAvailable);
            return false;
        }

        value = fact.Refusal is null ? ToolJson.Parse(fact.Result, type) : null;
        if (value is null)
        {
            action = new ReplyAction(fact.Refusal is { } refusal ? StandardReplies.Refused(refusal) : StandardReplies.LookupFailed);
        }

        return value is not null;
    }

    /// <summary>What a tool answered to these arguments since the user spoke.</summary>
    public CompletedToolCall? Fact(string tool, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        CompletedToolCall? found = null;
        foreach (var fact in Facts)
        {
            if (fact.Name == tool && Matches(fact, arguments))
            {
                found = fact;
            }
        }

        return found;
    }

    private static bool Matches(CompletedToolCall fact, ReadOnlySpan<(string Name, string Value)> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            if (!string.Equals(fact.Argument(name).TrimStart('#'), value.TrimStart('#'), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
