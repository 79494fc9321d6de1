using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>Why an order was cancelled.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CancelReason>))]
public enum CancelReason
{
    [JsonStringEnumMemberName("no longer needed")]
    NoLongerNeeded,

    [JsonStringEnumMemberName("ordered by mistake")]
    OrderedByMistake,
}
