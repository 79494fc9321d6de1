using System.Text.Json.Serialization;

namespace Services.Agents.Tools.Support;

/// <summary>The JSON of tickets: snake_case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Ticket))]
[JsonSerializable(typeof(IReadOnlyList<Ticket>))]
[JsonSerializable(typeof(string))]
internal sealed partial class SupportJson : JsonSerializerContext;
