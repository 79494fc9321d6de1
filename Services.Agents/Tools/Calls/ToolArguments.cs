using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Services.Agents.Tools.Calls;

/// <summary>A call's arguments, as models give them and as the contracts carry them.</summary>
internal static class ToolArguments
{
    /// <summary>A JSON object.</summary>
    public static JsonElement ToJson(IEnumerable<KeyValuePair<string, object?>>? arguments) =>
        JsonSerializer.SerializeToElement(
            arguments?.ToDictionary(pair => pair.Key, pair => pair.Value) ?? [],
            AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(Dictionary<string, object?>))
        );

    /// <summary>The members of a JSON object; none of anything else.</summary>
    public static Dictionary<string, object?> FromJson(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value.Clone())
            : [];

    /// <summary>A text argument; null when it is missing or no text.</summary>
    public static string? Text(JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object
        && arguments.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
