using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Services.Agents.Tools;

/// <summary>
/// How a tool's result stands in <see cref="Microsoft.Extensions.AI.FunctionResultContent.Result"/>: a <see cref="JsonElement"/> with what
/// it returned, or <c>{"error": "One sentence."}</c> when it refused or failed and changed nothing.
/// </summary>
internal static class ToolResults
{
    private const string ErrorProperty = "error";

    /// <summary>The result of a call that was refused.</summary>
    public static JsonElement Refused(string sentence)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(ErrorProperty, sentence);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    /// <summary>True when a result is a refusal; then <paramref name="sentence"/> says what was wrong.</summary>
    public static bool IsRefusal(object? result, [NotNullWhen(true)] out string? sentence)
    {
        sentence = result switch
        {
            JsonElement { ValueKind: JsonValueKind.Object } element
                when element.TryGetProperty(ErrorProperty, out var error)
                    && error.ValueKind == JsonValueKind.String
                    && element.GetPropertyCount() == 1 => error.GetString(),

            // The function-invoking loop's own words for a failed, unknown or rejected call.
            string text
                when text.StartsWith("Error: ", StringComparison.Ordinal)
                    || text.StartsWith("Tool call invocation rejected.", StringComparison.Ordinal) => text,
            _ => null,
        };
        return sentence is not null;
    }
}
