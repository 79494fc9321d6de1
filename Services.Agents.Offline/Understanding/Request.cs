using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>One of several things that a message asks for.</summary>
/// <param name="Intent">One of <see cref="Intents"/>.</param>
/// <param name="Text">The part of the message that asks for it.</param>
internal sealed record Request(string Intent, string Text)
{
    /// <summary>How the part stands to the change, where it speaks of one.</summary>
    public Stance Stance => StanceReader.Of(Text, Intent);

    /// <summary>True when it changes something.</summary>
    public bool Writes =>
        Intent
            is Intents.CancelOrder
                or Intents.ChangeOrderAddress
                or Intents.ChangeOrderPayment
                or Intents.ChangeOrder
                or Intents.ReturnOrder
                or Intents.ExchangeItems
                or Intents.ChangeAddress
                or Intents.CreateTicket
                or Intents.CommentTicket;

    /// <summary>True when it is a question that can be answered beside another.</summary>
    public bool Reads =>
        Intent
            is Intents.TrackOrder
                or Intents.OrderDetails
                or Intents.Invoice
                or Intents.ListOrders
                or Intents.ProductInfo
                or Intents.ListProducts
                or Intents.RefundPolicy
                or Intents.CancellationFee
                or Intents.TrackRefund
                or Intents.AccountDetails
                or Intents.PaymentMethods
                or Intents.ListTickets
                or Intents.Spending;
}
