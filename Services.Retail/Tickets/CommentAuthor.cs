using System.Text.Json.Serialization;

namespace Services.Retail.Tickets;

/// <summary>Whose comment it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentAuthor>))]
public enum CommentAuthor
{
    [JsonStringEnumMemberName("customer")]
    Customer,

    [JsonStringEnumMemberName("support")]
    Support,
}
