using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Services.Agents.Offline.Rendering;

/// <summary>Reads what tools returned.</summary>
internal static class ToolJson
{
    /// <summary>The record; null for anything that is none.</summary>
    public static T? Parse<T>(JsonElement result, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return result.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? result.Deserialize(type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
