namespace Chaos.Running;

/// <summary>A change that customers ask for.</summary>
/// <param name="Tool">What carries it out.</param>
/// <param name="OrderStatus">Of the order that is made for it.</param>
/// <param name="Request">What the customer says; the order stands for {0}.</param>
/// <param name="DoneText">Stands in a reply that tells that it was done.</param>
/// <param name="StateText">
/// Stands in a reply about the order's status if it was done, and only then; null where that reply does not tell.
/// </param>
/// <param name="TimesSql">How often the business data have it for the order <c>$1</c>.</param>
internal sealed record WriteKind(string Tool, string OrderStatus, string Request, string DoneText, string? StateText, string TimesSql)
{
    public static readonly IReadOnlyList<WriteKind> All =
    [
        new(
            "cancel_pending_order",
            "pending",
            "Please cancel order {0}, I ordered it by mistake",
            "is **cancelled**",
            "was **cancelled**",
            """
            select greatest(
                (status = 'cancelled')::int,
                (select count(*)::int from jsonb_array_elements(payment_history) entry where entry ->> 'transaction_type' = 'refund'))
            from agents.orders where order_id = $1
            """
        ),
        new(
            "modify_pending_order_address",
            "pending",
            "Please change the shipping address of order {0} to 48 Orchard Road, Duluth, MN 55802, USA",
            "now goes to",
            "48 Orchard Road",
            "select (address ->> 'address1' = '48 Orchard Road')::int from agents.orders where order_id = $1"
        ),
        new(
            "return_delivered_order_items",
            "delivered",
            "I want to return everything from order {0}, refund it to the original payment method",
            "**return** is requested",
            "**return is requested**",
            "select (status = 'return requested')::int from agents.orders where order_id = $1"
        ),
        new(
            "create_ticket",
            "delivered",
            "The lamp in order {0} arrived broken, please open a ticket",
            "is open, with",
            null,
            "select count(*)::int from agents.tickets where order_id = $1"
        ),
    ];
}
