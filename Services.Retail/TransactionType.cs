using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>Which way money went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransactionType>))]
public enum TransactionType
{
    /// <summary>From the customer to the shop.</summary>
    [JsonStringEnumMemberName("payment")]
    Payment,

    /// <summary>From the shop to the customer.</summary>
    [JsonStringEnumMemberName("refund")]
    Refund,
}
