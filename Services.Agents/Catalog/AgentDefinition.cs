using Services.Contracts.Agents;
using Services.Retail.Tools;

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
                ToolNames.FindUserByEmail,
                ToolNames.FindUserByNameZip,
                ToolNames.GetUserDetails,
                ToolNames.GetOrderDetails,
                ToolNames.ModifyUserAddress,
                ToolNames.TransferToHuman,
            ]
        ),
        new(
            AgentNames.Order,
            "Orders: status, cancellation, changes, returns, exchanges, products.",
            "order.v1",
            [
                ToolNames.FindUserByEmail,
                ToolNames.FindUserByNameZip,
                ToolNames.GetUserDetails,
                ToolNames.GetOrderDetails,
                ToolNames.GetProductDetails,
                ToolNames.GetItemDetails,
                ToolNames.ListProductTypes,
                ToolNames.Calculate,
                ToolNames.CancelOrder,
                ToolNames.ModifyAddress,
                ToolNames.ModifyPayment,
                ToolNames.ModifyItems,
                ToolNames.ReturnItems,
                ToolNames.ExchangeItems,
                ToolNames.ModifyUserAddress,
                ToolNames.TransferToHuman,
            ]
        ),
        new(
            AgentNames.Support,
            "Problems, complaints and tickets, small talk, hand-over to people.",
            "support.v1",
            [
                ToolNames.GetUserDetails,
                ToolNames.GetOrderDetails,
                ToolNames.ListTickets,
                ToolNames.GetTicket,
                ToolNames.CreateTicket,
                ToolNames.AddTicketComment,
                ToolNames.TransferToHuman,
            ]
        ),
        new(
            AgentNames.Analytics,
            "Questions over many orders: counts, spending, revenue.",
            "analytics.v1",
            [
                ToolNames.OrderStatistics,
                ToolNames.RevenueReport,
                ToolNames.GetUserDetails,
                ToolNames.GetOrderDetails,
                ToolNames.Calculate,
                ToolNames.TransferToHuman,
            ]
        ),
    ];
}
