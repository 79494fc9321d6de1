using System.Text.Json;
using Services.Agents.Data;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>A change of one order by the shop's rules. The order's and its owner's rows are locked while it is made.</summary>
internal abstract record OrderCommand(string OrderId) : IWriteCommand
{
    /// <inheritdoc/>
    public async Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken)
    {
        var orderId = IdNormalizer.OrderId(OrderId);
        var order = await OrderRows.FindAsync(context.Connection, orderId, forUpdate: true, cancellationToken);
        if (order is null || !context.Caller.MayAccess(order.UserId))
        {
            return WriteOutcome.Refused($"Order {orderId} was not found.");
        }

        var user =
            await UserRows.FindAsync(context.Connection, order.UserId, forUpdate: true, cancellationToken)
            ?? throw new InvalidOperationException("An order's owner exists by foreign key.");
        var products = await ProductRows.FindAsync(
            context.Connection,
            [.. order.Items.Select(item => item.ProductId).Distinct()],
            cancellationToken
        );

        switch (Change(order, user, products))
        {
            case OrderChange.Refused refused:
                return WriteOutcome.Refused(refused.Sentence);
            case OrderChange.Allowed allowed:
                await OrderRows.UpdateAsync(context.Connection, allowed.Order, cancellationToken);
                if (!ReferenceEquals(allowed.User, user))
                {
                    await UserRows.UpdateAsync(context.Connection, allowed.User, cancellationToken);
                }

                return WriteOutcome.Succeeded(
                    JsonSerializer.SerializeToElement(allowed.Order, RetailJson.Default.Order),
                    allowed.Statement,
                    allowed.Amount
                );
            default:
                throw new InvalidOperationException("A change is refused or allowed.");
        }
    }

    /// <summary>The rule: pure, over the order, its owner and the products of its items.</summary>
    public abstract OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products);

    /// <summary>A refusal.</summary>
    protected static OrderChange Refuse(string sentence) => new OrderChange.Refused(sentence);
}
