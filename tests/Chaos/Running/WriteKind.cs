namespace Chaos.Running;

/// <summary>A change that customers ask for.</summary>
/// <param name="Tool">What carries it out.</param>
/// <param name="OrderStatus">Of the order that is made for it.</param>
/// <param name="Request">What the customer says; the order stands for {0}.</param>
/// <param name="DoneText">Stands in a reply that tells that it was done.</param>
/// <param name="StateText">Stands in a reply about the order's state if it was done, and only then.</param>
/// <param name="DoneSql">Whether an order has the change, in SQL.</param>
/// <param name="NeedsYes">Whether the platform asks first.</param>
internal sealed record WriteKind(
    string Tool,
    string OrderStatus,
    string Request,
    string DoneText,
    string? StateText,
    string DoneSql,
    bool NeedsYes = true
)
{
    public static readonly IReadOnlyList<WriteKind> All =
    [
        new(
            "cancel_pending_order",
            "pending",
            "Please cancel order {0}, I ordered it by mistake",
            "is **cancelled**",
            "cancelled",
            "status = 'cancelled'"
        ),
        new(
            "modify_pending_order_address",
            "pending",
            "Please change the shipping address of order {0} to 48 Orchard Road, Duluth, MN 55802, USA",
            "now goes to",
            "48 Orchard Road",
            "address ->> 'address1' = '48 Orchard Road'"
        ),
        new(
            "return_delivered_order_items",
            "delivered",
            "I want to return everything from order {0}, refund it to the original payment method",
            "**return** is requested",
            "return requested",
            "status = 'return requested'"
        ),
    ];
}
