using System.Buffers;
using System.Text;
using System.Text.Json;
using Services.Screening.Pii;

namespace Services.Conversations.Vault;

/// <summary>Takes personal data out of what nobody needs to have back: topics, metadata, what is said in rooms. Thread safe.</summary>
public static class PersonalDataRedaction
{
    /// <summary>The text with the kind in the place of each datum, for example <c>[card]</c>.</summary>
    public static string Redact(string text) => PersonalDataFinder.Redact(text);

    /// <summary>
    /// True for a name or an id that holds personal data. What is only a part of a longer row of letters and digits is chance: most ids are
    /// random.
    /// </summary>
    public static bool StandsIn(string name) =>
        !Guid.TryParse(name, out _)
        && PersonalDataFinder.Find(name).Any(datum => IsApart(name, datum.Start - 1) && IsApart(name, datum.Start + datum.Length));

    private static bool IsApart(string name, int index) => index < 0 || index >= name.Length || !char.IsLetterOrDigit(name[index]);

    /// <summary>The same for each name, text and number in a JSON value; null stays null.</summary>
    public static string? RedactJson(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            Write(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Redact(member.Name));
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Redact(value.GetString()!));
                break;
            // A card may stand there as a number.
            case JsonValueKind.Number when Redact(value.GetRawText()) is var text && text != value.GetRawText():
                writer.WriteStringValue(text);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
