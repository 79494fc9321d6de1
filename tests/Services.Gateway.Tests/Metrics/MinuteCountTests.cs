using Services.Gateway.Metrics;

namespace Services.Gateway.Tests.Metrics;

public sealed class MinuteCountTests
{
    private readonly Clock _time = new();

    [Fact]
    public void Read_WithinAMinute_HasAll()
    {
        var count = new MinuteCount(_time);
        for (var second = 0; second < 60; second++)
        {
            count.Add();
            _time.Seconds++;
        }

        _time.Seconds--;

        Assert.Equal(60, count.Read());
    }

    [Theory]
    [InlineData(59, 2)]
    [InlineData(60, 0)]
    [InlineData(1_000_000, 0)]
    public void Read_Later_HasForgottenWhatIsAMinuteOld(int seconds, long expected)
    {
        var count = new MinuteCount(_time);
        count.Add();
        count.Add();

        _time.Seconds += seconds;

        Assert.Equal(expected, count.Read());
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
