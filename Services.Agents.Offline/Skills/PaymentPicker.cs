using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>Finds the payment method that a text names.</summary>
internal static class PaymentPicker
{
    /// <summary>True when the task's messages speak of a payment method.</summary>
    public static bool IsNamed(DialogueState state) => OrderCues.NamesPaymentMethod(state.TaskText);

    /// <summary>The methods that fit the newest message that names any; all of them when none does.</summary>
    public static IReadOnlyList<PaymentMethod> Matching(DialogueState state, IReadOnlyList<PaymentMethod> methods)
    {
        foreach (var mentions in state.Task.Reverse())
        {
            if (mentions.Answering == ExpectedAnswer.PaymentMethod && mentions.Ordinal is { } place)
            {
                return (place < 0 ? methods[^1] : methods.ElementAtOrDefault(place)) is { } placed ? [placed] : methods;
            }

            var words = new WordSet(mentions.Text);
            var fitting = methods.Where(method => Fits(method, words)).ToList();
            if (fitting.Count > 0)
            {
                return fitting;
            }
        }

        return methods;
    }

    private static bool Fits(PaymentMethod method, WordSet words)
    {
        if (words.Has(method.Id) || (method.LastFour is { } digits && words.Has(digits)))
        {
            return true;
        }

        return method.Source switch
        {
            PaymentSource.GiftCard => words.Has("gift card") || words.Has("giftcard") || words.Has("gift"),
            PaymentSource.PayPal => words.Has("paypal") || words.Has("pay pal"),
            _ => (method.Brand is { } brand && words.Has(brand)) || words.Has("credit card") || words.Has("debit card"),
        };
    }
}
