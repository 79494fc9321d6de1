using System.Text.Json.Serialization;

namespace Services.Retail.Tickets;

/// <summary>The states of a ticket.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketStatus>))]
public enum TicketStatus
{
    /// <summary>Support has to answer.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The customer has to answer.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Support is done with it; a comment of the customer opens it again.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved,

    /// <summary>It takes no more comments.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
