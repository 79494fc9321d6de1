using System.Text.Json.Serialization;

namespace Services.Retail;

/// <summary>The states of an order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Not processed yet; it can be changed and cancelled.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Not processed yet, and its items were changed, which is possible once.</summary>
    [JsonStringEnumMemberName("pending (item modified)")]
    ItemsModified,

    /// <summary>On its way.</summary>
    [JsonStringEnumMemberName("processed")]
    Processed,

    /// <summary>It has arrived.</summary>
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>It was cancelled and its payments were given back.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>It had arrived, and items of it are to be exchanged.</summary>
    [JsonStringEnumMemberName("exchange requested")]
    ExchangeRequested,

    /// <summary>It had arrived, and items of it are to be returned.</summary>
    [JsonStringEnumMemberName("return requested")]
    ReturnRequested,
}
