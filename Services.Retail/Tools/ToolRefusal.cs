using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Agents;

namespace Services.Retail.Tools;

/// <summary>
/// What a tool call gave that changed nothing. It is data of ours, <c>{"error": "One sentence.", "kind": "refused"}</c>: nobody learns from
/// the words of a library or a model whether a call was refused.
/// </summary>
/// <param name="Sentence">What was wrong, in one sentence that a model can act on.</param>
/// <param name="Kind">Why.</param>
public sealed record ToolRefusal(
    [property: JsonPropertyName("error")] string Sentence,
    [property: JsonPropertyName("kind")] RefusalKind Kind
)
{
    /// <summary>The result that stands for it in a function result.</summary>
    public JsonElement ToResult() => JsonSerializer.SerializeToElement(this, ToolsJson.Default.ToolRefusal);

    /// <summary>The result of a call that a tool refused.</summary>
    public static JsonElement Refused(string sentence) => new ToolRefusal(sentence, RefusalKind.Refused).ToResult();

    /// <summary>The result of a call that broke.</summary>
    public static JsonElement Failed(string sentence) => new ToolRefusal(sentence, RefusalKind.Failed).ToResult();

    /// <summary>The result of a call that the customer did not want.</summary>
    public static JsonElement Declined(string sentence) => new ToolRefusal(sentence, RefusalKind.Declined).ToResult();

    /// <summary>True when a call's result is a refusal.</summary>
    public static bool TryRead(object? result, [NotNullWhen(true)] out ToolRefusal? refusal)
    {
        refusal =
            result is JsonElement { ValueKind: JsonValueKind.Object } element
            && element.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.String
            && element.TryGetProperty("kind", out _)
            && element.GetPropertyCount() == 2
                ? element.Deserialize(ToolsJson.Default.ToolRefusal)
                : null;
        return refusal is not null;
    }
}

/// <summary>The JSON of refusals.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ToolRefusal))]
internal sealed partial class ToolsJson : JsonSerializerContext;
