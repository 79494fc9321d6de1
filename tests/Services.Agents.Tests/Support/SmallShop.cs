using Services.Retail;

namespace Services.Agents.Tests.Support;

/// <summary>A shop of two customers and one product that every rule can be seen on.</summary>
internal static class SmallShop
{
    public const string Card = "credit_card_1";
    public const string GiftCard = "gift_card_1";
    public const string PayPal = "paypal_1";
    public const string PoorGiftCard = "gift_card_2";

    public static Address Address { get; } =
        new()
        {
            Address1 = "1 Road",
            Address2 = "",
            City = "Town",
            Country = "USA",
            State = "CA",
            Zip = "11111",
        };

    public static RetailData Data { get; } =
        new()
        {
            Products = new Dictionary<string, Product>
            {
                ["p1"] = new()
                {
                    Name = "Lamp",
                    ProductId = "p1",
                    Variants = new[]
                    {
                        Variant("i1", "red", 10.10m),
                        Variant("i2", "blue", 20.25m),
                        Variant("i3", "green", 5.05m),
                        Variant("i4", "gold", 500m),
                        Variant("i5", "grey", 10.10m) with
                        {
                            Available = false,
                        },
                        Variant("i6", "white", 10.10m),
                    }.ToDictionary(variant => variant.ItemId),
                },
                ["p2"] = new()
                {
                    Name = "Rug",
                    ProductId = "p2",
                    Variants = new Dictionary<string, Variant> { ["r1"] = Variant("r1", "red", 99.99m) },
                },
            },
            Users = new Dictionary<string, User>
            {
                ["ada_1"] = User("ada_1", "Ada", "Ek", "ada@example.com", "11111", "#W1", "#W2", "#W3", "#W4", "#W5"),
                ["bo_2"] = User("bo_2", "Bo", "Ek", "bo@example.com", "22222", "#W6"),
            },
            Orders = new[]
            {
                Order("#W1", "ada_1", OrderStatus.Pending, Card),
                Order("#W2", "ada_1", OrderStatus.Delivered, Card),
                Order("#W3", "ada_1", OrderStatus.Processed, Card),
                Order("#W4", "ada_1", OrderStatus.Pending, GiftCard),
                Order("#W5", "ada_1", OrderStatus.ItemsModified, Card),
                Order("#W6", "bo_2", OrderStatus.Pending, Card),
            }.ToDictionary(order => order.OrderId),
        };

    private static Variant Variant(string id, string colour, decimal price) =>
        new()
        {
            ItemId = id,
            Options = new Dictionary<string, string> { ["colour"] = colour },
            Available = true,
            Price = price,
        };

    private static User User(string id, string first, string last, string email, string zip, params string[] orders) =>
        new()
        {
            UserId = id,
            Name = new PersonName { FirstName = first, LastName = last },
            Address = Address with { Zip = zip },
            Email = email,
            PaymentMethods = new PaymentMethod[]
            {
                new()
                {
                    Source = PaymentSource.CreditCard,
                    Id = Card,
                    Brand = "visa",
                    LastFour = "1234",
                },
                new()
                {
                    Source = PaymentSource.GiftCard,
                    Id = GiftCard,
                    Balance = 50m,
                },
                new() { Source = PaymentSource.PayPal, Id = PayPal },
                new()
                {
                    Source = PaymentSource.GiftCard,
                    Id = PoorGiftCard,
                    Balance = 1.50m,
                },
            }.ToDictionary(method => method.Id),
            Orders = orders,
        };

    private static Order Order(string id, string userId, OrderStatus status, string method) =>
        new()
        {
            OrderId = id,
            UserId = userId,
            Address = Address,
            Items = [Item("i1", "red", 10.10m), Item("i1", "red", 10.10m), Item("i2", "blue", 20.25m)],
            Status = status,
            Fulfillments = [],
            PaymentHistory = [Payment.Of(40.45m, method)],
        };

    private static OrderItem Item(string id, string colour, decimal price) =>
        new()
        {
            Name = "Lamp",
            ProductId = "p1",
            ItemId = id,
            Price = price,
            Options = new Dictionary<string, string> { ["colour"] = colour },
        };
}
