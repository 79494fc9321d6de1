using System.Text.Json.Serialization;

namespace Services.Retail.Tickets;

/// <summary>How urgent a ticket is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketPriority>))]
public enum TicketPriority
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("normal")]
    Normal,

    [JsonStringEnumMemberName("high")]
    High,

    /// <summary>People are in danger: it is read before everything else.</summary>
    [JsonStringEnumMemberName("urgent")]
    Urgent,
}
