namespace Services.Retail.Tools;

/// <summary>The names of the tools, as models see them.</summary>
public static class ToolNames
{
    public const string FindUserByEmail = "find_user_id_by_email";
    public const string FindUserByNameZip = "find_user_id_by_name_zip";
    public const string GetUserDetails = "get_user_details";
    public const string GetOrderDetails = "get_order_details";
    public const string GetProductDetails = "get_product_details";
    public const string GetItemDetails = "get_item_details";
    public const string ListProductTypes = "list_all_product_types";

    public const string Calculate = "calculate";
    public const string ListTickets = "list_my_tickets";
    public const string GetTicket = "get_ticket";
    public const string OrderStatistics = "order_statistics";
    public const string RevenueReport = "revenue_report";

    public const string CancelOrder = "cancel_pending_order";
    public const string ModifyAddress = "modify_pending_order_address";
    public const string ModifyPayment = "modify_pending_order_payment";
    public const string ModifyItems = "modify_pending_order_items";
    public const string ReturnItems = "return_delivered_order_items";
    public const string ExchangeItems = "exchange_delivered_order_items";
    public const string ModifyUserAddress = "modify_user_address";
    public const string CreateTicket = "create_ticket";
    public const string AddTicketComment = "add_ticket_comment";
    public const string TransferToHuman = "transfer_to_human_agents";

    /// <summary>True for tools that change an order and return it.</summary>
    public static bool IsOrderWrite(string name) =>
        name is CancelOrder or ModifyAddress or ModifyPayment or ModifyItems or ReturnItems or ExchangeItems;

    /// <summary>True for tools that change something.</summary>
    public static bool IsWrite(string name) =>
        IsOrderWrite(name) || name is ModifyUserAddress or CreateTicket or AddTicketComment or TransferToHuman;
}
