using Services.Retail;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says ways to pay and refunds.</summary>
internal static class PaymentText
{
    public const string RefundTimes = "Refunds to a gift card are there at once; refunds to a card or to PayPal take 5 to 7 business days.";

    /// <summary>A method by its id, with what is known of it.</summary>
    public static string Method(string id, User? owner = null)
    {
        if (owner?.PaymentMethods.GetValueOrDefault(id) is { } method)
        {
            return Markdown.Escape(method.Describe());
        }

        return id switch
        {
            _ when id.StartsWith("gift_card", StringComparison.Ordinal) => "gift card",
            _ when id.StartsWith("credit_card", StringComparison.Ordinal) => "credit card",
            _ when id.StartsWith("paypal", StringComparison.Ordinal) => "PayPal account",
            _ => "payment method",
        };
    }

    /// <summary>Where a refund goes, and when it is there.</summary>
    /// <param name="refund">The refund, or the payment that would be refunded.</param>
    /// <param name="done">True when it has been made.</param>
    /// <param name="owner">Whose payment methods they are, if known.</param>
    public static string Refund(Payment refund, bool done = true, User? owner = null) =>
        refund.PaymentMethodId.StartsWith("gift_card", StringComparison.Ordinal)
            ? $"**{Money.Format(refund.Amount)}** {(done ? "is back on the gift card already" : "goes back to the gift card at once")}"
            : $"**{Money.Format(refund.Amount)}** goes back to the {Method(refund.PaymentMethodId, owner)} within 5 to 7 business days";
}
