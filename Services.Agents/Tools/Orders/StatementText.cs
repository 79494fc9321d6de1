using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Parts of the sentences that customers agree to.</summary>
internal static class StatementText
{
    public static string Options(IReadOnlyDictionary<string, string> options) => string.Join(", ", options.Values);

    public static string Items(int count) => count == 1 ? "1 item" : $"{count} items";

    /// <summary>For example <c>$45.10 goes back to the visa credit card ending 1234 within 5 to 7 business days</c>.</summary>
    public static string Refund(User user, decimal amount, string paymentMethodId)
    {
        var when = user.PaymentMethods.GetValueOrDefault(paymentMethodId) is { IsGiftCard: true }
            ? "at once"
            : "within 5 to 7 business days";
        return $"{Money.Format(amount)} goes back to {Method(user, paymentMethodId)} {when}";
    }

    /// <summary>For example <c>the visa credit card ending 1234</c>; never an id, which tells nobody anything.</summary>
    public static string Method(User user, string paymentMethodId) =>
        user.PaymentMethods.GetValueOrDefault(paymentMethodId) is { } method
            ? "the " + method.Describe()
            : "the way it was paid, which is no longer in the account";
}
