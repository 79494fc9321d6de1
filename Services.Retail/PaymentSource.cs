using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>The kinds of payment method.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentSource>))]
public enum PaymentSource
{
    [JsonStringEnumMemberName("credit_card")]
    CreditCard,

    [JsonStringEnumMemberName("paypal")]
    PayPal,

    [JsonStringEnumMemberName("gift_card")]
    GiftCard,
}
