namespace Turns.Bench.Clients;

/// <summary>
/// What a customer says: orders, products, refunds, greetings. Questions only, so that no run changes the data that the next one asks for.
/// Every customer goes round the same list, each from a place of their own: all runs have the same mix.
/// </summary>
internal sealed class MessageMix(int customer, IReadOnlyList<string> orders)
{
    /// <summary>Stands for one of the customer's orders.</summary>
    private const string Order = "{order}";

    // Of ten: four about orders, three about products, two about refunds, one greeting.
    private static readonly string[] Messages =
    [
        "Hello!",
        $"Where is my order {Order}?",
        "What colours does the Rain Jacket come in?",
        "How long do refunds take?",
        $"What is the status of order {Order}?",
        "How much is the Standing Desk?",
        "show my orders",
        "Which products do you sell?",
        "How long do refunds take to my credit card?",
        $"Where is my order {Order}?",
    ];

    // Coprime with the length of the list.
    private const int Stride = 3;

    /// <summary>The text of a customer's turn, counted from 0.</summary>
    public string this[int turn]
    {
        get
        {
            var message = Messages[((customer * Stride) + turn) % Messages.Length];
            return orders.Count > 0 ? message.Replace(Order, orders[turn % orders.Count], StringComparison.Ordinal)
                : message.Contains(Order, StringComparison.Ordinal) ? "show my orders"
                : message;
        }
    }
}
