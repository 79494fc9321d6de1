using System.Globalization;
using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>
/// Reads members as OTLP's JSON mapping writes them: hexadecimal ids, 64-bit integers as text or number, enums as integers. A missing or
/// null member is the default; a member of a wrong type is an <see cref="OtlpDecodingException"/>.
/// </summary>
internal static class JsonReading
{
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var array))
        {
            return [];
        }

        return array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw Wrong(name, "an array");
    }

    public static bool TryGet(this JsonElement parent, string name, out JsonElement value)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw new OtlpDecodingException($"An object with '{name}' was expected, and there is a {parent.ValueKind}.");
        }

        return parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public static string Text(this JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value))
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? ReadString(value) : throw Wrong(name, "a string");
    }

    public static bool Flag(this JsonElement parent, string name) => parent.TryGet(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, "a boolean"),
    };

    public static ulong Unsigned(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) ? ReadUnsigned(value, name) : 0;

    public static ulong ReadUnsigned(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetUInt64(out var number) => number,
        JsonValueKind.String when ulong.TryParse(ReadString(value), CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name, "an unsigned 64-bit integer"),
    };

    public static long ReadSigned(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(ReadString(value), CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Wrong(name, "a 64-bit integer"),
    };

    public static int Integer(this JsonElement parent, string name)
    {
        if (!parent.TryGet(name, out var value))
        {
            return 0;
        }

        var number = ReadSigned(value, name);
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong(name, "a 32-bit integer");
    }

    public static int Count(this JsonElement parent, string name) => Math.Max(0, parent.Integer(name));

    public static double Real(this JsonElement parent, string name) => parent.TryGet(name, out var value) ? ReadReal(value, name) : 0;

    public static double? OptionalReal(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) ? ReadReal(value, name) : null;

    public static double ReadReal(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String => ReadString(value) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Wrong(name, "a number"),
        },
        _ => throw Wrong(name, "a number"),
    };

    public static TraceId TraceId(this JsonElement parent, string name) => parent.Text(name) switch
    {
        "" => default,
        var text when Model.TraceId.TryParse(text, out var id) => id,
        _ => throw Wrong(name, "32 hexadecimal digits"),
    };

    public static SpanId SpanId(this JsonElement parent, string name) => parent.Text(name) switch
    {
        "" => default,
        var text when Model.SpanId.TryParse(text, out var id) => id,
        _ => throw Wrong(name, "16 hexadecimal digits"),
    };

    public static OtlpDecodingException Wrong(string name, string expected) => new($"'{name}' must be {expected}.");

    private static string ReadString(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new OtlpDecodingException("A string is not valid UTF-16.", exception);
        }
    }
}
