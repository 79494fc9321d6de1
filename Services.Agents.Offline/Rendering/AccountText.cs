using Services.Retail;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says what is known of a customer.</summary>
internal static class AccountText
{
    public static string Profile(User user) =>
        $"""
            - **Name:** {Markdown.Escape(user.Name.FirstName)} {Markdown.Escape(user.Name.LastName)}
            - **E-mail:** {Markdown.Escape(user.Email)}
            - **Default address:** {Markdown.Escape(user.Address.ToSingleLine())}
            - **Payment methods:** {string.Join("; ", user.PaymentMethods.Values.Select(Method))}
            - **Orders:** {user.Orders.Count}
            """;

    public static string Methods(User user) => string.Join('\n', user.PaymentMethods.Values.Select(method => $"- {Method(method)}"));

    /// <summary>For example <c>gift card with $40.00 left</c>.</summary>
    public static string Method(PaymentMethod method) =>
        Markdown.Escape(method.Describe())
        + (method is { IsGiftCard: true, Balance: { } balance } ? $" with {Money.Format(balance)} left" : "");
}
