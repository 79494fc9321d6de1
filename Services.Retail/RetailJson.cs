using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>
/// The retail domain's JSON: snake_case, nulls left out. Its text is plain JSON, not HTML, so nothing is escaped for HTML.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RetailData))]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Variant))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Address))]
[JsonSerializable(typeof(OrderChanges))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, PaymentMethod>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Variant>))]
[JsonSerializable(typeof(IReadOnlyList<OrderItem>))]
[JsonSerializable(typeof(IReadOnlyList<Fulfillment>))]
[JsonSerializable(typeof(IReadOnlyList<Payment>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string))]
public sealed partial class RetailJson : JsonSerializerContext;
