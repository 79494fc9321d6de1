using System.Text.Json.Nodes;
using Services.Screening.Pii;

namespace Services.Conversations.Vault;

/// <summary>Takes personal data out of what nobody needs to have back: topics, metadata, what is said in rooms. Thread safe.</summary>
public static class PersonalDataRedaction
{
    /// <summary>The text with the kind in the place of each datum, for example <c>[card]</c>.</summary>
    public static string Redact(string text) => PersonalDataFinder.Redact(text);

    /// <summary>The same for each text in a JSON value; null stays null.</summary>
    public static string? RedactJson(string? json) =>
        json is null || PersonalDataFinder.Find(json).Count == 0 ? json : Redact(JsonNode.Parse(json))?.ToJsonString();

    private static JsonNode? Redact(JsonNode? node) =>
        node switch
        {
            JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(Redact(m.Key), Redact(m.Value)))),
            JsonArray items => new JsonArray([.. items.Select(Redact)]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Redact(text)),
            // A card may stand there as a number.
            JsonValue value when Redact(value.ToJsonString()) is var text && text != value.ToJsonString() => JsonValue.Create(text),
            _ => node?.DeepClone(),
        };
}
