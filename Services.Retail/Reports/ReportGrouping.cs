using System.Text.Json.Serialization;

namespace Services.Retail.Reports;

/// <summary>What the groups of a report are.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportGrouping>))]
public enum ReportGrouping
{
    [JsonStringEnumMemberName("month")]
    Month,

    [JsonStringEnumMemberName("status")]
    Status,

    [JsonStringEnumMemberName("product")]
    Product,
}
