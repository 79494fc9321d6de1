using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo;

/// <summary>
/// One argument of an event or of an answer, so that there may be any number of them: <c>Emit("moved", "queen", 8, true, bytes)</c>. Texts,
/// numbers, booleans, JSON and bytes convert by themselves; <see cref="Of"/> takes any other type. The default is null.
/// </summary>
public readonly struct SocketIoArgument
{
    private readonly object? _value;

    private SocketIoArgument(object? value) => _value = value;

    /// <summary>A value of any type; bytes in it are <see cref="SocketIoBytes"/>.</summary>
    public static SocketIoArgument Of<T>(T value, JsonTypeInfo<T> type) => new(new TypedValue<T>(value, type));

    /// <summary>What is UTF-8 JSON already; it is not looked at.</summary>
    public static SocketIoArgument Json(ReadOnlyMemory<byte> utf8) => new(new RawJson(utf8));

    /// <summary>Bytes.</summary>
    public static SocketIoArgument Bytes(ReadOnlyMemory<byte> bytes) => new(new SocketIoBytes(bytes));

    /// <summary>A text.</summary>
    public static implicit operator SocketIoArgument(string? value) => new(value);

    /// <summary>A boolean.</summary>
    public static implicit operator SocketIoArgument(bool value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator SocketIoArgument(int value) => new(value);

    /// <summary>A number; JavaScript clients know those up to 2^53 exactly.</summary>
    public static implicit operator SocketIoArgument(long value) => new(value);

    /// <summary>A number; neither infinite nor NaN, which JSON cannot say.</summary>
    public static implicit operator SocketIoArgument(double value) => new(value);

    /// <summary>Bytes.</summary>
    public static implicit operator SocketIoArgument(byte[] value) => new(new SocketIoBytes(value));

    /// <summary>Bytes.</summary>
    public static implicit operator SocketIoArgument(ReadOnlyMemory<byte> value) => new(new SocketIoBytes(value));

    /// <summary>Bytes.</summary>
    public static implicit operator SocketIoArgument(SocketIoBytes value) => new(value);

    /// <summary>JSON, as it is.</summary>
    public static implicit operator SocketIoArgument(JsonElement value) => new(value);

    internal void WriteTo(Utf8JsonWriter json)
    {
        switch (_value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case SocketIoBytes bytes:
                BinaryJson.Write(json, bytes.Memory);
                break;
            case JsonElement element:
                // As it came: half a surrogate pair has no other way through.
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            case RawJson raw:
                json.WriteRawValue(raw.Utf8.Span, skipInputValidation: true);
                break;
            default:
                ((TypedValue)_value).WriteTo(json);
                break;
        }
    }

    private sealed record RawJson(ReadOnlyMemory<byte> Utf8);

    private abstract class TypedValue
    {
        public abstract void WriteTo(Utf8JsonWriter json);
    }

    private sealed class TypedValue<T>(T value, JsonTypeInfo<T> type) : TypedValue
    {
        public override void WriteTo(Utf8JsonWriter json) => JsonSerializer.Serialize(json, value, type);
    }
}
