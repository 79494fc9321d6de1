using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// What the model asks the user. The wording of each question is fixed, so that the next turn knows from the transcript alone what was
/// asked.
/// </summary>
internal static class Questions
{
    public const string GoAhead = "Shall I go ahead?";
    public const string WhichOrder = "Which order do you mean?";
    public const string WhichItems = "Which of them do you mean?";
    public const string WhichVariant = "Which one would you like?";
    public const string WhichProduct = "Which product do you mean?";
    public const string Address = "What is the full address (street, city, state and ZIP code)?";
    public const string PaymentMethod = "Which payment method should I use?";
    public const string Identity = "What is your e-mail address, or your full name and ZIP code?";
    public const string WhichCustomer = "Whose account is it? Please give me the customer's e-mail address or an order number.";
    public const string TicketText = "What should I write in the ticket?";
    public const string WhichTicket = "Which ticket do you mean?";
    public const string CommentText = "What should the comment say?";
    public const string OfferTicket = "Shall I open a ticket for our support team?";
    public const string OfferHuman = "Would you like me to hand you over to a person?";
    public const string OfferCancel = "Would you like me to cancel it?";
    public const string OfferCancelAll = "Would you like me to cancel the whole order?";
    public const string OfferReturn = "Would you like to return something from it?";
    public const string OfferReturnOfIt = "Would you like me to arrange that return?";
    public const string OfferExchange = "Would you like me to arrange that exchange?";

    private static readonly (string Text, ExpectedAnswer Expects)[] Known =
    [
        (GoAhead, ExpectedAnswer.Consent),
        (WhichOrder, ExpectedAnswer.Order),
        (WhichItems, ExpectedAnswer.Items),
        (WhichVariant, ExpectedAnswer.Variant),
        (WhichProduct, ExpectedAnswer.Product),
        (Address, ExpectedAnswer.Address),
        (PaymentMethod, ExpectedAnswer.PaymentMethod),
        (Identity, ExpectedAnswer.Identity),
        (WhichCustomer, ExpectedAnswer.Identity),
        (TicketText, ExpectedAnswer.TicketText),
        (WhichTicket, ExpectedAnswer.Ticket),
        (CommentText, ExpectedAnswer.CommentText),
        (OfferTicket, ExpectedAnswer.OfferedTicket),
        (OfferHuman, ExpectedAnswer.OfferedHuman),
        (OfferCancel, ExpectedAnswer.OfferedCancel),
        (OfferCancelAll, ExpectedAnswer.OfferedCancel),
        (OfferReturn, ExpectedAnswer.OfferedReturn),
        (OfferReturnOfIt, ExpectedAnswer.OfferedReturn),
        (OfferExchange, ExpectedAnswer.OfferedExchange),
    ];

    /// <summary>What a reply waits for; its last question counts.</summary>
    public static ExpectedAnswer AskedIn(string? reply)
    {
        if (string.IsNullOrEmpty(reply))
        {
            return ExpectedAnswer.Nothing;
        }

        var last = Known
            .Select(known => (known.Expects, At: reply.LastIndexOf(known.Text, StringComparison.Ordinal)))
            .MaxBy(known => known.At);
        return last.At >= 0 ? last.Expects : ExpectedAnswer.Nothing;
    }
}

/// <summary>What the assistant's last reply waits for.</summary>
internal enum ExpectedAnswer
{
    Nothing,
    Consent,
    Order,
    Items,
    Variant,
    Product,
    Address,
    PaymentMethod,
    Identity,
    TicketText,
    Ticket,
    CommentText,

    // From here on the assistant goes on without an answer.
    OfferedTicket,
    OfferedHuman,
    OfferedCancel,
    OfferedReturn,
    OfferedExchange,
}
