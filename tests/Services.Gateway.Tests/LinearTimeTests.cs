using System.Text;
using System.Text.Json;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Validation;
using Switchboard.Testing;

namespace Services.Gateway.Tests;

/// <summary>What a payload holds does not decide what it costs to check it.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(StorableText).Assembly);

    [Fact]
    public void IsThroughout_HostilePayload_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                using var payload = JsonSerializer.SerializeToDocument(
                    new { content = text, parts = text.Chunk(10).Select(static part => new string(part)) }
                );
                StorableText.IsThroughout(payload.RootElement);
            }
        );

    [Fact]
    public void Parse_HostileOffsets_IsCheap() => ProcessorTime.AssertWithinLimit(Texts, static text => OffsetFormat.Parse(text));

    [Fact]
    public void Of_HostileCall_IsCheap() => ProcessorTime.AssertWithinLimit(Texts, static text => CallMessage.Of(text, default));

    [Fact]
    public void Read_HostilePayload_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => PayloadTimestamp.Read(Encoding.UTF8.GetBytes(text)));
}
