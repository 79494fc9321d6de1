using System.IO.Pipelines;
using System.Text;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Orchestrator.Agents;

namespace Services.Orchestrator.Tests.Agents;

public sealed class NdjsonReaderTests
{
    [Fact]
    public async Task Read_LinesInPieces_YieldsEachAsSoonAsItsLineIsComplete()
    {
        var pipe = new Pipe();
        await using var values = NdjsonReader
            .ReadAsync(pipe.Reader.AsStream(), ContractsJson.Default.AgentUpdate, CancellationToken.None)
            .GetAsyncEnumerator();
        await pipe.Writer.WriteAsync("{\"type\":\"text\",\"te"u8.ToArray());
        var next = values.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);

        await pipe.Writer.WriteAsync("xt\":\"Hi\"}\n"u8.ToArray());

        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Equal(new TextDelta("Hi"), values.Current);
        await pipe.Writer.CompleteAsync();
        Assert.False(await values.MoveNextAsync());
    }

    [Fact]
    public async Task Read_BlankLinesAndNoLastNewLine_AreFine() =>
        Assert.Equal(
            [new TextDelta("a"), new TextDelta("b")],
            await ReadAsync("\r\n{\"type\":\"text\",\"text\":\"a\"}\r\n\n{\"type\":\"text\",\"text\":\"b\"}")
        );

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("{\"type\":\"text\"")]
    [InlineData("null\n")]
    [InlineData("{\"type\":\"unknown\"}\n")]
    public async Task Read_NoSuchValue_Throws(string text) => await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(text));

    private static async Task<List<AgentUpdate>> ReadAsync(string text)
    {
        var values = new List<AgentUpdate>();
        await foreach (
            var value in NdjsonReader.ReadAsync(
                new MemoryStream(Encoding.UTF8.GetBytes(text)),
                ContractsJson.Default.AgentUpdate,
                CancellationToken.None
            )
        )
        {
            values.Add(value);
        }

        return values;
    }
}
