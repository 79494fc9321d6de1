using Services.Agents.Offline.History;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Understanding;

/// <summary>What a proposed change was about, from the arguments of its call.</summary>
internal static class Proposal
{
    /// <summary>The address that was proposed.</summary>
    public static Address AddressOf(CompletedToolCall proposed) =>
        new()
        {
            Address1 = proposed.Argument("address1"),
            Address2 = proposed.Argument("address2"),
            City = proposed.Argument("city"),
            State = proposed.Argument("state"),
            Country = proposed.Argument("country"),
            Zip = proposed.Argument("zip"),
        };

    /// <summary>True when a message, written instead of a yes or no, wants the same with another address or another way to pay.</summary>
    public static bool IsAmendedBy(CompletedToolCall proposed, string text) =>
        !DialogueCues.IsQuestion(text)
        && proposed.Name switch
        {
            ToolNames.ModifyAddress or ToolNames.ModifyUserAddress => AddressAmendment.Apply(text, AddressOf(proposed)) is not null,
            ToolNames.ReturnItems when ItemCues.ChangesItems(text) => true,
            ToolNames.ReturnItems or ToolNames.ExchangeItems or ToolNames.ModifyItems or ToolNames.ModifyPayment =>
                OrderCues.NamesPaymentMethod(text) || OrderCues.WantsOtherMethod(text),
            _ => false,
        };
}
