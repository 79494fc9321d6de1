using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Services.Agents.Tools.Writes;

/// <summary>Names one side effect: what it belongs to, the tool, and the arguments in canonical JSON.</summary>
internal sealed record IdempotencyKey(string Scope, string Tool, string Arguments, string Hash)
{
    public static IdempotencyKey Of(string scope, string tool, JsonElement arguments)
    {
        var canonical = Canonical(arguments);
        return new IdempotencyKey(scope, tool, Encoding.UTF8.GetString(canonical), Convert.ToHexStringLower(SHA256.HashData(canonical)));
    }

    /// <summary>
    /// The JSON with the members of objects in ordinal order and no white space, so that equal arguments have equal keys.
    /// </summary>
    private static byte[] Canonical(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, element);
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
