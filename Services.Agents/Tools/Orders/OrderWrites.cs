using System.ComponentModel;
using Services.Agents.Tools.Writes;

namespace Services.Agents.Tools.Orders;

/// <summary>
/// The write tools of the retail domain: each turns a model's arguments into a command, and <see cref="WriteTool"/> runs it.
/// </summary>
/// <remarks>Methods and parameters have the names that models see.</remarks>
internal static class OrderWrites
{
    private const string OrderId = "The order's id, such as '#W0000000'.";
    private const string ItemIds = "The ids of the items to be changed; an id is repeated for each piece.";
    private const string NewItemIds =
        "The ids of the new items, each at the position of the item it takes the place of and of the same product.";
    private const string DifferenceMethod =
        "The id of the customer's payment method that pays or receives the price difference, such as 'credit_card_0000000'.";

    [Description(
        "Cancel a pending order and refund it. The refund reaches a gift card at once and other methods within 5 to 7 business days."
    )]
    public static IWriteCommand cancel_pending_order(
        [Description(OrderId)] string order_id,
        [Description("Why: 'no longer needed' or 'ordered by mistake'; ask the customer which.")] string reason
    ) => new CancelOrder(order_id, reason);

    [Description("Change the shipping address of a pending order.")]
    public static IWriteCommand modify_pending_order_address(
        [Description(OrderId)] string order_id,
        [Description("First line, such as '123 Main Street'.")] string address1,
        [Description("Second line, such as 'Apt 1', or empty.")] string address2,
        [Description("The city.")] string city,
        [Description("The state, such as 'CA'.")] string state,
        [Description("The country, such as 'USA'.")] string country,
        [Description("The zip code.")] string zip
    ) => new ModifyOrderAddress(order_id, Addresses.Of(address1, address2, city, state, country, zip));

    [Description("Pay a pending order with another payment method of the customer; the old one is refunded.")]
    public static IWriteCommand modify_pending_order_payment(
        [Description(OrderId)] string order_id,
        [Description("The id of the new payment method, such as 'gift_card_0000000'.")] string payment_method_id
    ) => new ModifyOrderPayment(order_id, payment_method_id.Trim());

    [Description(
        "Change items of a pending order to other options of the same products. Possible only once per order: collect all items first."
    )]
    public static IWriteCommand modify_pending_order_items(
        [Description(OrderId)] string order_id,
        [Description(ItemIds)] string[] item_ids,
        [Description(NewItemIds)] string[] new_item_ids,
        [Description(DifferenceMethod)] string payment_method_id
    ) => new ModifyOrderItems(order_id, item_ids, new_item_ids, payment_method_id.Trim());

    [Description("Ask for the return of items of a delivered order. Only once per order: collect all items first.")]
    public static IWriteCommand return_delivered_order_items(
        [Description(OrderId)] string order_id,
        [Description("The ids of the items to be returned; an id is repeated for each piece.")] string[] item_ids,
        [Description("The id of the payment method that receives the refund: the order's original one, or a gift card of the customer.")]
            string payment_method_id
    ) => new ReturnOrderItems(order_id, item_ids, payment_method_id.Trim());

    [Description(
        "Ask for the exchange of items of a delivered order for other options of the same products. Only once per order: "
            + "collect all items first."
    )]
    public static IWriteCommand exchange_delivered_order_items(
        [Description(OrderId)] string order_id,
        [Description(ItemIds)] string[] item_ids,
        [Description(NewItemIds)] string[] new_item_ids,
        [Description(DifferenceMethod)] string payment_method_id
    ) => new ExchangeOrderItems(order_id, item_ids, new_item_ids, payment_method_id.Trim());

    [Description("Change a customer's default address. Orders that were placed keep theirs.")]
    public static IWriteCommand modify_user_address(
        [Description("The customer's id, such as 'sara_doe_496'.")] string user_id,
        [Description("First line, such as '123 Main Street'.")] string address1,
        [Description("Second line, such as 'Apt 1', or empty.")] string address2,
        [Description("The city.")] string city,
        [Description("The state, such as 'CA'.")] string state,
        [Description("The country, such as 'USA'.")] string country,
        [Description("The zip code.")] string zip
    ) => new ModifyUserAddress(user_id.Trim(), Addresses.Of(address1, address2, city, state, country, zip));
}
