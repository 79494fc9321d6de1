using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LocalAspire.Dashboard.Otlp;
using LocalAspire.Dashboard.Otlp.Json;
using LocalAspire.Dashboard.Otlp.Protobuf;
using LocalAspire.Dashboard.Tests.Hosting;

namespace LocalAspire.Dashboard.Tests.Otlp;

/// <summary>Whatever arrives, decoders return or throw <see cref="OtlpDecodingException"/>.</summary>
public sealed class DecoderTests
{
    private static readonly DashboardLimits Limits = new() { AttributeLength = 16, Attributes = 4 };
    private static readonly Config Bounds = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(4711, 1);

    [Fact]
    public void Protobuf_RandomBytes_DecodeOrAreRefused() => Check(Bytes, DecodeProtobuf);

    [Fact]
    public void Protobuf_MutatedRequest_DecodesOrIsRefused()
    {
        var valid = ProtoWriter.Traces();
        Check(
            from position in Gen.Choose(0, valid.Length - 1)
            from value in Gen.Choose(0, 255)
            from length in Gen.Choose(1, valid.Length)
            select Mutate(valid, position, (byte)value, length),
            DecodeProtobuf
        );
    }

    [Fact]
    public void Protobuf_EveryPrefixOfARequest_DecodesOrIsRefused()
    {
        var valid = ProtoWriter.Traces();
        for (var length = 0; length <= valid.Length; length++)
        {
            var prefix = valid.AsSpan(0, length).ToArray();
            Assert.True(DecodeProtobuf(prefix));
        }
    }

    [Fact]
    public void Json_RandomBytes_DecodeOrAreRefused() => Check(Bytes, DecodeJson);

    [Fact]
    public void Json_MutatedRequest_DecodesOrIsRefused()
    {
        var valid = Encoding.UTF8.GetBytes(
            OtlpJson.Traces("a", OtlpJson.Span(attributes: [OtlpJson.Attribute("k\\u0041", "v\\n")], error: true)).ToJsonString()
        );
        Check(
            from position in Gen.Choose(0, valid.Length - 1)
            from value in Gen.Choose(0, 255)
            select Mutate(valid, position, (byte)value, valid.Length),
            DecodeJson
        );
    }

    [Fact]
    public void Json_OtherShapes_DecodeOrAreRefused() =>
        Check(
            from shape in Gen.Elements("null", "1", "\"x\"", "[]", "[1]", "{}", "[{}]", "[null]", "true", "\"\\ud800\"", "[[]]")
            from template in Gen.Elements(
                """{"resourceSpans":@}""",
                """{"resourceSpans":[{"resource":@}]}""",
                """{"resourceSpans":[{"scopeSpans":@}]}""",
                """{"resourceSpans":[{"scopeSpans":[{"scope":@,"spans":[{"name":@}]}]}]}""",
                """{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"a","value":{"arrayValue":@}}]}]}]}]}""",
                """{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":@,"value":{"intValue":@}}]}]}]}]}""",
                """{"resourceSpans":[{"scopeSpans":[{"spans":[{"status":@,"events":@,"links":@,"flags":@}]}]}]}""",
                """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"sum":{"dataPoints":@}}]}]}]}""",
                """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"histogram":{"dataPoints":[{"bucketCounts":@,"explicitBounds":@,"min":@}]}}]}]}]}""",
                """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"exponentialHistogram":{"dataPoints":[{"scale":@,"positive":@}]}}]}]}]}""",
                """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":@,"severityNumber":@,"traceId":@}]}]}]}"""
            )
            select Encoding.UTF8.GetBytes(template.Replace("@", shape, StringComparison.Ordinal)),
            DecodeJson
        );

    [Fact]
    public void Protobuf_DeeplyNestedValue_IsRefused()
    {
        var value = ProtoWriter.Text(1, "x");
        for (var depth = 0; depth < 1_000; depth++)
        {
            value = ProtoWriter.Message(5, ProtoWriter.Message(1, value));
        }

        var attribute = ProtoWriter.Message(9, [.. ProtoWriter.Text(1, "k"), .. ProtoWriter.Message(2, value)]);

        Assert.Throws<OtlpDecodingException>(() => new TraceDecoder(Limits).Read(ProtoWriter.Request(attribute)));
    }

    [Fact]
    public void Protobuf_UnknownFields_AreSkipped()
    {
        byte[] unknown = [.. ProtoWriter.Text(200, "?"), .. ProtoWriter.Fixed64(201, 1)];

        var batch = Assert.Single(
            new TraceDecoder(Limits).Read([.. ProtoWriter.Request([.. unknown, .. ProtoWriter.Text(5, "named")]), .. unknown])
        );

        Assert.Equal("named", batch.Scopes[0].Items[0].Name);
    }

    [Fact]
    public void Protobuf_LongValuesAndManyAttributes_AreCut()
    {
        var attributes = Enumerable
            .Range(0, 6)
            .SelectMany(_ =>
                ProtoWriter.Message(9, [.. ProtoWriter.Text(1, "k"), .. ProtoWriter.Message(2, ProtoWriter.Text(1, new string('é', 40)))])
            )
            .ToArray();

        var span = new TraceDecoder(Limits).Read(ProtoWriter.Request(attributes))[0].Scopes[0].Items[0];

        Assert.Equal(4, span.Attributes.Items.Length);
        Assert.Equal(2, span.Attributes.Dropped);
        Assert.Equal(new string('é', 8) + "…", span.Attributes.Find("k"));
    }

    private static Gen<byte[]> Bytes => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value));

    private static void Check(Gen<byte[]> inputs, Func<byte[], bool> decode) => Prop.ForAll(Arb.From(inputs), decode).Check(Bounds);

    private static byte[] Mutate(byte[] valid, int position, byte value, int length)
    {
        var mutated = valid.AsSpan(0, Math.Max(length, position + 1)).ToArray();
        mutated[position] = value;
        return mutated;
    }

    private static bool DecodeProtobuf(byte[] input) =>
        Decodes(() => new TraceDecoder(Limits).Read(input))
        && Decodes(() => new LogDecoder(Limits).Read(input))
        && Decodes(() => new MetricDecoder(Limits).Read(input));

    private static bool DecodeJson(byte[] input) =>
        Decodes(() => new JsonTraceDecoder(Limits).Read(input))
        && Decodes(() => new JsonLogDecoder(Limits).Read(input))
        && Decodes(() => new JsonMetricDecoder(Limits).Read(input));

    private static bool Decodes(Func<object> decode)
    {
        try
        {
            decode();
            return true;
        }
        catch (OtlpDecodingException)
        {
            return true;
        }
    }
}
