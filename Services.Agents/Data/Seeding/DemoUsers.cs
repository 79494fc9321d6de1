using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>Makes the demo shop's customers; those of <see cref="DemoCustomers"/> come first.</summary>
internal static class DemoUsers
{
    public static Dictionary<string, User> Generate(SeededRandom random, int count)
    {
        Dictionary<string, User> users = [];
        foreach (var person in DemoCustomers.People)
        {
            // Demo customers have a card and a gift card, so that every kind of change can be tried.
            var methods = new[] { Card(random), GiftCard(random) };
            users.Add(person.CustomerId, Create(random, person.CustomerId, person.FirstName, person.LastName, methods));
        }

        while (users.Count < count)
        {
            var first = random.Pick(DemoNames.First);
            var last = random.Pick(DemoNames.Last);
            var userId = $"{first}_{last}_{random.Digits(4)}".ToLowerInvariant();
            if (!users.ContainsKey(userId))
            {
                users.Add(userId, Create(random, userId, first, last, Methods(random)));
            }
        }

        return users;
    }

    private static User Create(SeededRandom random, string userId, string first, string last, IEnumerable<PaymentMethod> methods) =>
        new()
        {
            UserId = userId,
            Name = new PersonName { FirstName = first, LastName = last },
            Address = AddressOf(random),
            Email = $"{first}.{last}{random.Digits(3)}@example.com".ToLowerInvariant(),
            PaymentMethods = methods.ToDictionary(method => method.Id),
            Orders = [],
        };

    private static Address AddressOf(SeededRandom random)
    {
        var (city, state, zip) = random.Pick(DemoNames.Cities);
        return new Address
        {
            Address1 = $"{random.Between(1, 980)} {random.Pick(DemoNames.Streets)}",
            Address2 = random.Percent(40) ? $"Apt {random.Between(1, 60)}" : "",
            City = city,
            Country = "USA",
            State = state,
            Zip = zip + random.Digits(2),
        };
    }

    private static List<PaymentMethod> Methods(SeededRandom random)
    {
        List<PaymentMethod> methods = [];
        if (random.Percent(60))
        {
            methods.Add(Card(random));
        }

        if (random.Percent(45))
        {
            methods.Add(new PaymentMethod { Source = PaymentSource.PayPal, Id = "paypal_" + random.Digits(7) });
        }

        if (random.Percent(30))
        {
            methods.Add(GiftCard(random));
        }

        return methods.Count > 0 ? methods : [Card(random)];
    }

    private static PaymentMethod Card(SeededRandom random) =>
        new()
        {
            Source = PaymentSource.CreditCard,
            Id = "credit_card_" + random.Digits(7),
            Brand = random.Pick(DemoNames.CardBrands),
            LastFour = random.Digits(4),
        };

    private static PaymentMethod GiftCard(SeededRandom random) =>
        new()
        {
            Source = PaymentSource.GiftCard,
            Id = "gift_card_" + random.Digits(7),
            Balance = random.Between(10, 250),
        };
}
