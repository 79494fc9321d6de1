using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// "Change it back": proposes what was before the last change, where the record of the conversation has it and the shop can do it; says so
/// where it cannot.
/// </summary>
internal static class Reversal
{
    private static readonly string[] AccountWords = ["user", "default", "account", "profile", "home"];

    /// <summary>The change that shall be taken back: the last one of the kind that is named, else the last.</summary>
    public static CompletedToolCall Meant(string text, IReadOnlyList<CompletedToolCall> done)
    {
        var words = new WordSet(text);
        var tool =
            words.Has("order") ? ToolNames.ModifyAddress
            : AccountWords.Any(words.Has) ? ToolNames.ModifyUserAddress
            : null;
        return done.LastOrDefault(change => change.Name == tool) ?? done[^1];
    }

    /// <summary>The answer to a wish to take the last change back.</summary>
    public static DialogueAction Of(DialogueContext context, CompletedToolCall done) =>
        done.Name switch
        {
            ToolNames.ModifyUserAddress => Former(context, done, ToolNames.GetUserDetails, "user_id", UserAddress) is { } address
                ? AddressArguments.Call(done.Name, ("user_id", done.Argument("user_id")), address)
                : new ReplyAction($"I no longer have the former address. {Questions.Address}"),
            ToolNames.ModifyAddress => Former(context, done, ToolNames.GetOrderDetails, "order_id", OrderAddress) is { } address
                ? AddressArguments.Call(done.Name, ("order_id", done.Argument("order_id")), address)
                : new ReplyAction($"I no longer have the order's former address. {Questions.Address}"),
            ToolNames.CancelOrder => new ReplyAction(
                "A cancellation can't be taken back: the order stays cancelled, and the money is on its way. What you still want has to be "
                    + "ordered again."
            ),
            ToolNames.ModifyItems or ToolNames.ExchangeItems => new ReplyAction(
                $"Items of an order are changed or exchanged once only, so I can't take that back. {Questions.OfferHuman}"
            ),
            _ => new ReplyAction($"I can't take that back myself. {Questions.OfferHuman}"),
        };

    private static Address? Former(
        DialogueContext context,
        CompletedToolCall done,
        string read,
        string id,
        Func<CompletedToolCall, Address?> address
    ) =>
        context
            .History.Entries.TakeWhile(entry => !ReferenceEquals(entry, done))
            .OfType<CompletedToolCall>()
            .Where(call => call.Name == read && call.Refusal is null && call.Argument(id) == done.Argument(id))
            .Select(address)
            .LastOrDefault(static found => found is not null);

    private static Address? UserAddress(CompletedToolCall read) => ToolJson.Parse(read.Result, RetailJson.Default.User)?.Address;

    private static Address? OrderAddress(CompletedToolCall read) => ToolJson.Parse(read.Result, RetailJson.Default.Order)?.Address;
}
