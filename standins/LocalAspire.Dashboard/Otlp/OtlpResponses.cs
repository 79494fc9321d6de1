using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Otlp;

/// <summary>Answers in the request's own encoding: Export…ServiceResponse, or google.rpc.Status with the HTTP status of an error.</summary>
internal static class OtlpResponses
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>Success, or partial success when something was refused.</summary>
    public static Task AcceptedAsync(HttpContext context, bool json, string rejectedName, int rejected, string reason) =>
        json
            ? WriteJsonAsync(context, StatusCodes.Status200OK, writer =>
            {
                if (rejected > 0)
                {
                    writer.WriteStartObject("partialSuccess");
                    writer.WriteString(rejectedName, rejected.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    writer.WriteString("errorMessage", reason);
                    writer.WriteEndObject();
                }
            })
            : WriteProtobufAsync(
                context, StatusCodes.Status200OK, rejected == 0 ? [] : Nested(1, [.. Number(1, rejected), .. Text(2, reason)]));

    public static Task FailedAsync(HttpContext context, bool json, int statusCode, string message)
    {
        var code = statusCode switch
        {
            StatusCodes.Status401Unauthorized => 16,
            StatusCodes.Status413PayloadTooLarge => 8,
            StatusCodes.Status503ServiceUnavailable => 14,
            _ => 3,
        };
        return json
            ? WriteJsonAsync(context, statusCode, writer =>
            {
                writer.WriteNumber("code", code);
                writer.WriteString("message", message);
            })
            : WriteProtobufAsync(context, statusCode, [.. Number(1, code), .. Text(2, message)]);
    }

    private static Task WriteJsonAsync(HttpContext context, int statusCode, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return WriteAsync(context, statusCode, Json, buffer.WrittenMemory);
    }

    private static Task WriteProtobufAsync(HttpContext context, int statusCode, byte[] body) =>
        WriteAsync(context, statusCode, Protobuf, body);

    private static async Task WriteAsync(HttpContext context, int statusCode, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Number(int field, int value) => [(byte)(field << 3), .. Varint((uint)value)];

    private static byte[] Text(int field, string value) => Nested(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Nested(int field, byte[] content) => [(byte)(field << 3 | 2), .. Varint((uint)content.Length), .. content];

    private static IEnumerable<byte> Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
