using System.Text.Json;

namespace Services.Evals.Running;

/// <summary>Reads JSON whose members may be missing.</summary>
internal static class JsonReading
{
    /// <summary>The member; an undefined element if there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The text of a member; null if it has none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The entries of a list; empty if it is none.</summary>
    public static IEnumerable<JsonElement> Entries(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>An object's numbers by name; null if it is no object.</summary>
    public static IReadOnlyDictionary<string, double>? Numbers(this JsonElement element) =>
        element.ValueKind != JsonValueKind.Object
            ? null
            : element
                .EnumerateObject()
                .Where(static m => m.Value.ValueKind == JsonValueKind.Number)
                .ToDictionary(static m => m.Name, static m => m.Value.GetDouble());
}
