using System.Text.Json.Serialization;

namespace Services.Retail.Tickets;

/// <summary>The JSON of tickets: snake_case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(IReadOnlyList<Ticket>))]
[JsonSerializable(typeof(string))]
public sealed partial class TicketJson : JsonSerializerContext;
