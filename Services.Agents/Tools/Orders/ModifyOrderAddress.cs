using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Sends a pending order to another address.</summary>
internal sealed record ModifyOrderAddress(string OrderId, Address Address) : OrderCommand(OrderId)
{
    /// <inheritdoc/>
    public override OrderChange Change(Order order, User user, IReadOnlyDictionary<string, Product> products) =>
        order.IsPending
            ? new OrderChange.Allowed(
                order with
                {
                    Address = Address,
                },
                user,
                $"Send order {order.OrderId} to {Address.ToSingleLine()} instead of {order.Address.ToSingleLine()}."
            )
            : Refuse(
                $"The address of order {order.OrderId} cannot be changed because the order is {EnumNames.Of(order.Status)}; only a pending "
                    + $"order's can be."
            );
}
