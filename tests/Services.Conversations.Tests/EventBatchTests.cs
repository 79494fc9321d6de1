using System.Text;
using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;

namespace Services.Conversations.Tests;

public sealed class EventBatchTests
{
    private static readonly SessionId Session = SessionId.New();

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(3, 7, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData(256, 9_007_199_254_740_993, "")]
    public void Decode_WhatWasEncoded_GivesEveryEventItsNumber(int count, long last, string trace)
    {
        var batch = EventBatch.Encode([.. Enumerable.Range(0, count).Select(i => Chunk($"\"{i}\"\n\t}} Zürich 🎈"))], trace);
        List<LogEntry> entries = [];

        EventBatch.Decode(last, batch, 0, entries);

        Assert.Equal(
            Enumerable.Range(0, count).Select(i => last - count + 1 + i).Where(seq => seq > 0),
            entries.Select(entry => entry.Seq)
        );
        foreach (var (index, entry) in entries.Index())
        {
            using var payload = JsonDocument.Parse(entry.Payload);
            Assert.Equal(EventNames.MessageChunk, entry.Name);
            Assert.Equal(trace.Length == 0 ? null : trace, entry.TraceParent);
            Assert.Equal(entry.Seq, payload.RootElement.GetProperty("seq").GetInt64());
            Assert.Equal($"\"{index}\"\n\t}} Zürich 🎈", payload.RootElement.GetProperty("content").GetString());
        }
    }

    [Fact]
    public void Decode_AfterANumber_LeavesOutWhatIsKnown()
    {
        var batch = EventBatch.Encode([Chunk("a"), Chunk("b"), Chunk("c")], "");
        List<LogEntry> entries = [];

        EventBatch.Decode(12, batch, 11, entries);

        Assert.Equal([12], entries.Select(entry => entry.Seq));
        Assert.Contains("\"c\"", Encoding.UTF8.GetString(entries[0].Payload.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("2")]
    [InlineData("2000000000 \n")]
    [InlineData("x y\n{}\n")]
    [InlineData("2 \nmessage:chunk")]
    [InlineData("2 \nmessage:chunk\n{}")]
    [InlineData("1 \na \n")]
    [InlineData("1 \na x\n")]
    public void Decode_AnythingElse_GivesNothing(string batch)
    {
        List<LogEntry> entries = [];

        EventBatch.Decode(5, Encoding.UTF8.GetBytes(batch), 0, entries);

        Assert.Empty(entries);
    }

    private static MessageChunk Chunk(string content) =>
        new()
        {
            SessionId = Session,
            Timestamp = 1,
            MessageId = MessageId.New(),
            Content = content,
            ChunkIndex = 0,
        };
}
