using System.Text;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Switchboard.Testing;

namespace Services.Conversations.Tests;

/// <summary>What an event holds does not decide what it costs to keep it.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(EventBatch).Assembly);

    [Fact]
    public void EncodeAndDecode_HostileText_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                var chunk = new MessageChunk
                {
                    SessionId = SessionId.New(),
                    MessageId = MessageId.New(),
                    ChunkIndex = 0,
                    Timestamp = 0,
                    Content = text,
                };
                List<LogEntry> entries = [];
                EventBatch.Decode(2, EventBatch.Encode([chunk, chunk], ""), 0, entries);
                Assert.Equal(2, entries.Count);
            }
        );

    [Fact]
    public void Decode_HostileBatch_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                EventBatch.Decode(5, Encoding.UTF8.GetBytes(text), 0, []);
                EventBatch.Decode(5_000, Encoding.UTF8.GetBytes("5000 \n" + text), 0, []);
            }
        );
}
