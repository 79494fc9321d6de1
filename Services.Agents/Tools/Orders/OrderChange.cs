using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>What a rule of the shop makes of a wanted change.</summary>
internal abstract record OrderChange
{
    /// <summary>It is refused; nothing changes.</summary>
    /// <param name="Sentence">What was wrong, for the model to read.</param>
    public sealed record Refused(string Sentence) : OrderChange;

    /// <summary>It is allowed.</summary>
    /// <param name="Order">The order afterwards.</param>
    /// <param name="User">Its owner afterwards.</param>
    /// <param name="Statement">What the change does, in one sentence, for the customer to agree to.</param>
    /// <param name="Amount">The money that it moves, in USD, whichever way; 0 if none.</param>
    public sealed record Allowed(Order Order, User User, string Statement, decimal Amount = 0) : OrderChange;
}
