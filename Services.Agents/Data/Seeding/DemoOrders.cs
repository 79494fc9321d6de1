using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>Makes the demo shop's orders: younger ones are pending, older ones processed, delivered or cancelled.</summary>
internal sealed class DemoOrders(SeededRandom random, DateTimeOffset midnight, IReadOnlyList<Product> products)
{
    private const int OldestDays = 420;

    private readonly Dictionary<string, DateTimeOffset> _orderedAt = [];
    private readonly List<Order> _orders = [];

    public int Count => _orders.Count;

    public IReadOnlyList<Order> All => _orders;

    public IReadOnlyDictionary<string, DateTimeOffset> OrderedAt => _orderedAt;

    /// <summary>An order with a random id, of a random age.</summary>
    public void Add(User user)
    {
        string orderId;
        do
        {
            orderId = "#W" + random.Digits(7);
        } while (_orderedAt.ContainsKey(orderId));

        // Half of the orders are of the last two months, as in a shop that grows.
        var days = random.Percent(50) ? random.Between(1, 60) : random.Between(1, OldestDays);
        Add(user, orderId, StatusAfter(days), days);
    }

    /// <summary>An order with a given id and status, of an age that goes with it.</summary>
    public void Add(User user, string orderId, OrderStatus status) =>
        Add(
            user,
            orderId,
            status,
            status switch
            {
                OrderStatus.Pending => random.Between(1, 3),
                OrderStatus.Processed => random.Between(3, 7),
                _ => random.Between(10, 28),
            }
        );

    private OrderStatus StatusAfter(int days) =>
        days switch
        {
            <= 5 => random.Percent(90) ? OrderStatus.Pending : OrderStatus.Cancelled,
            <= 12 => random.Percent(55) ? OrderStatus.Processed : OrderStatus.Pending,
            <= 20 => random.Percent(25) ? OrderStatus.Processed : OrderStatus.Delivered,
            _ => random.Percent(9) ? OrderStatus.Cancelled : OrderStatus.Delivered,
        };

    private void Add(User user, string orderId, OrderStatus status, int days)
    {
        var items = Items();
        var total = items.Aggregate(0m, (sum, item) => Money.Round(sum + item.Price));
        var method = random.Pick(
            user.PaymentMethods.Values.Where(candidate => !candidate.IsGiftCard).DefaultIfEmpty(user.PaymentMethods.Values.First()).ToList()
        );
        List<Payment> history = [Payment.Of(total, method.Id)];
        if (status == OrderStatus.Cancelled)
        {
            history.Add(Payment.Refund(total, method.Id));
        }

        var placedAt = midnight.AddDays(-days).AddMinutes(random.Between(6 * 60, 23 * 60));
        var isShipped = status is OrderStatus.Processed or OrderStatus.Delivered;
        _orders.Add(
            new Order
            {
                OrderId = orderId,
                PlacedAt = placedAt,
                ShippedAt = isShipped ? placedAt.AddDays(1) : null,
                DeliveredAt = status == OrderStatus.Delivered ? placedAt.AddDays(4) : null,
                UserId = user.UserId,
                Address = user.Address,
                Items = items,
                Status = status,
                Fulfillments = isShipped
                    ? [new Fulfillment { TrackingId = [random.Digits(12)], ItemIds = [.. items.Select(item => item.ItemId)] }]
                    : [],
                PaymentHistory = history,
                CancelReason =
                    status == OrderStatus.Cancelled
                        ? (random.Percent(60) ? CancelReason.NoLongerNeeded : CancelReason.OrderedByMistake)
                        : null,
            }
        );
        _orderedAt.Add(orderId, placedAt);
    }

    private List<OrderItem> Items()
    {
        var count = random.Between(1, 4);
        List<OrderItem> items = [];
        while (items.Count < count)
        {
            var product = random.Pick(products);
            if (items.Exists(item => item.ProductId == product.ProductId))
            {
                continue;
            }

            var variant = random.Pick(product.Variants.Values.ToList());
            items.Add(
                new OrderItem
                {
                    Name = product.Name,
                    ProductId = product.ProductId,
                    ItemId = variant.ItemId,
                    Price = variant.Price,
                    Options = variant.Options,
                }
            );
        }

        return items;
    }
}
