using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>A customer of the shop.</summary>
public sealed record User
{
    public required string UserId { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>Where orders go unless told otherwise.</summary>
    public required Address Address { get; init; }

    public required string Email { get; init; }

    /// <summary>By payment method id.</summary>
    public required IReadOnlyDictionary<string, PaymentMethod> PaymentMethods { get; init; }

    /// <summary>Order ids.</summary>
    public required IReadOnlyList<string> Orders { get; init; }

    /// <summary>This user with an amount added to a gift card; unchanged when the method is no gift card of theirs.</summary>
    public User Credit(string paymentMethodId, decimal amount)
    {
        if (PaymentMethods.GetValueOrDefault(paymentMethodId) is not { IsGiftCard: true } card)
        {
            return this;
        }

        var changed = card with { Balance = Money.Round((card.Balance ?? 0) + amount) };
        return this with
        {
            PaymentMethods = PaymentMethods.ToDictionary(pair => pair.Key, pair => pair.Key == paymentMethodId ? changed : pair.Value),
        };
    }
}

/// <summary>A person's name.</summary>
public sealed record PersonName
{
    public required string FirstName { get; init; }

    public required string LastName { get; init; }
}

/// <summary>A way to pay.</summary>
public sealed record PaymentMethod
{
    public required PaymentSource Source { get; init; }

    public required string Id { get; init; }

    public string? Brand { get; init; }

    public string? LastFour { get; init; }

    /// <summary>USD, of a gift card.</summary>
    public decimal? Balance { get; init; }

    [JsonIgnore]
    public bool IsGiftCard => Source == PaymentSource.GiftCard;

    /// <summary>For example <c>visa credit card ending 1234</c>.</summary>
    public string Describe() =>
        Source switch
        {
            PaymentSource.CreditCard => $"{(Brand is null ? "" : Brand + " ")}credit card{(LastFour is null ? "" : " ending " + LastFour)}",
            PaymentSource.GiftCard => "gift card",
            PaymentSource.PayPal => "PayPal account",
            _ => throw new UnreachableException($"'{Source}' is no source of payment."),
        };
}
