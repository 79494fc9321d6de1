using Services.Contracts.Agents;

namespace Services.Agents.Catalog;

/// <summary>What an agent is, apart from its model.</summary>
/// <param name="Name">One of <see cref="AgentNames"/>.</param>
/// <param name="Description">What it does.</param>
/// <param name="Prompt">The version of its prompt, <c>order.v1</c> for <c>Prompts/order.v1.md</c>.</param>
/// <param name="Tools">Names of its tools.</param>
internal sealed record AgentDefinition(string Name, string Description, string Prompt, IReadOnlyList<string> Tools)
{
    /// <summary>The agents of the platform.</summary>
    public static IReadOnlyList<AgentDefinition> All { get; } =
    [
        new(
            AgentNames.Customer,
            "Accounts: who the customer is, addresses, payment methods.",
            "customer.v1",
            [
                "find_user_id_by_email",
                "find_user_id_by_name_zip",
                "get_user_details",
                "get_order_details",
                "modify_user_address",
                "transfer_to_human_agents",
            ]
        ),
        new(
            AgentNames.Order,
            "Orders: status, cancellation, changes, returns, exchanges, products.",
            "order.v1",
            [
                "find_user_id_by_email",
                "find_user_id_by_name_zip",
                "get_user_details",
                "get_order_details",
                "get_product_details",
                "get_item_details",
                "list_all_product_types",
                "calculate",
                "cancel_pending_order",
                "modify_pending_order_address",
                "modify_pending_order_payment",
                "modify_pending_order_items",
                "return_delivered_order_items",
                "exchange_delivered_order_items",
                "modify_user_address",
                "transfer_to_human_agents",
            ]
        ),
        new(
            AgentNames.Support,
            "Problems, complaints and tickets, small talk, hand-over to people.",
            "support.v1",
            [
                "get_user_details",
                "get_order_details",
                "list_my_tickets",
                "get_ticket",
                "create_ticket",
                "add_ticket_comment",
                "transfer_to_human_agents",
            ]
        ),
        new(
            AgentNames.Analytics,
            "Questions over many orders: counts, spending, revenue.",
            "analytics.v1",
            ["order_statistics", "revenue_report", "get_user_details", "get_order_details", "calculate", "transfer_to_human_agents"]
        ),
    ];
}
