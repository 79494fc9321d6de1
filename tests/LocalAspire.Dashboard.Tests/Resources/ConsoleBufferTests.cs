using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Tests.Resources;

public sealed class ConsoleBufferTests
{
    [Fact]
    public async Task Read_MoreThanTheCapacity_GivesTheLatest()
    {
        var buffer = new ConsoleBuffer(capacity: 3);
        for (var line = 1; line <= 5; line++)
        {
            buffer.Append($"line {line}");
        }

        var lines = await buffer.ReadAsync(0, follow: false, CancellationToken.None).ToListAsync();

        Assert.Equal([3L, 4L, 5L], lines.Select(line => line.Sequence));
    }

    [Fact]
    public async Task Read_After_SkipsWhatWasSeen()
    {
        var buffer = new ConsoleBuffer();
        buffer.Append("a");
        buffer.Append("b", isError: true);

        var line = Assert.Single(await buffer.ReadAsync(1, follow: false, CancellationToken.None).ToListAsync());

        Assert.Equal("b", line.Text);
        Assert.True(line.IsError);
    }

    [Fact]
    public async Task Append_LongLine_IsCut()
    {
        var buffer = new ConsoleBuffer(maxLineLength: 4);
        buffer.Append("123456");

        Assert.Equal("1234…", (await buffer.ReadAsync(0, follow: false, CancellationToken.None).FirstAsync()).Text);
    }

    [Fact]
    public async Task Read_SeveralFollowersWhileWriting_EachSeesEveryLine()
    {
        const int Lines = 2_000;
        var buffer = new ConsoleBuffer(capacity: Lines);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var followers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                    await buffer.ReadAsync(0, follow: true, limit.Token).Take(Lines).Select(line => line.Sequence).ToListAsync(limit.Token)
                )
            )
            .ToList();
        var writers = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(() =>
                {
                    for (var line = 0; line < Lines / 2; line++)
                    {
                        buffer.Append("x");
                    }
                })
            );
        await Task.WhenAll(writers);

        foreach (var seen in await Task.WhenAll(followers))
        {
            Assert.Equal(Enumerable.Range(1, Lines).Select(number => (long)number), seen);
        }
    }
}
