using System.Text.Json.Serialization;

namespace Services.Retail.Reports;

/// <summary>Whose orders a report is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportScope>))]
public enum ReportScope
{
    /// <summary>For staff.</summary>
    [JsonStringEnumMemberName("all customers")]
    AllCustomers,

    /// <summary>For a customer.</summary>
    [JsonStringEnumMemberName("own orders")]
    OwnOrders,
}
