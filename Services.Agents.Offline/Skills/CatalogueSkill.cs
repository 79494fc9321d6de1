using System.Text.Json;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>What the shop sells, in which variants, for how much, and whether it can be had.</summary>
internal sealed class CatalogueSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [ProductInfo, ListProducts, PlaceOrder, DeliveryOptions];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context) =>
        context.State.Intent switch
        {
            DeliveryOptions => new ReplyAction(
                $"I have no information on delivery methods or costs, so I won't guess. {Questions.OfferHuman}"
            ),
            PlaceOrder => new ReplyAction(
                "I can't place new orders, but I can tell you what a product costs and whether a variant is available. Which "
                    + "product are you interested in?"
            ),
            _ => Products(context),
        };

    private static DialogueAction Products(DialogueContext context)
    {
        if (context.Fact(ToolNames.ListProductTypes) is not { } fact)
        {
            return context.Tools.Contains(ToolNames.ListProductTypes)
                ? CallToolsAction.Single(ToolNames.ListProductTypes)
                : new ReplyAction(StandardReplies.NotAvailable);
        }

        var types = Types(fact.Result);
        if (types.Count == 0)
        {
            return new ReplyAction(fact.Refusal is { } refusal ? StandardReplies.Refused(refusal) : StandardReplies.LookupFailed);
        }

        if (context.State.Intent == ListProducts)
        {
            return new ReplyAction(
                $"We sell {types.Count} kinds of "
                    + $"products:\n\n{string.Join(", ", types.Select(type => Markdown.Escape(type.Name)))}.\n\nAsk me about any of "
                    + $"them for variants and prices."
            );
        }

        var words = new WordSet(context.State.TaskText);
        var named = types.Where(type => words.Has(type.Name)).ToList();
        if (named.Count == 0)
        {
            named = [.. types.Where(type => words.NamesProduct(type.Name))];
        }

        if (named.Count == 0)
        {
            named = SpokenOf(context.History, types);
        }

        return named.Count switch
        {
            0 => new ReplyAction(
                $"I could not find that product. {Questions.WhichProduct} We sell, for example, "
                    + $"{string.Join(", ", types.Take(6).Select(type => Markdown.Escape(type.Name)))}."
            ),
            1 => context.TryProduct(named[0].Id, out var product, out var action)
                ? new ReplyAction(ProductText.Describe(product, context.Last.Text))
                : action,
            _ => new ReplyAction(
                $"There are several that fit: {string.Join(", ", named.Select(type => $"**{Markdown.Escape(type.Name)}**"))}. "
                    + $"{Questions.WhichProduct}"
            ),
        };
    }

    // The product of the last reply that put exactly one into bold, as a description does.
    private static List<(string Name, string Id)> SpokenOf(DialogueHistory history, List<(string Name, string Id)> types) =>
        history
            .Entries.OfType<AssistantUtterance>()
            .Select(said => types.Where(type => said.Text.Contains($"**{Markdown.Escape(type.Name)}**", StringComparison.Ordinal)).ToList())
            .LastOrDefault(named => named.Count == 1)
        ?? [];

    private static List<(string Name, string Id)> Types(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object
            ?
            [
                .. result
                    .EnumerateObject()
                    .Where(type => type.Value.ValueKind == JsonValueKind.String)
                    .Select(type => (type.Name, type.Value.GetString()!)),
            ]
            : [];
}
