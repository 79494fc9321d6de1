using Services.Messaging.Consuming;

namespace Services.Messaging.Tests;

public sealed class RequeueDelayTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1_000)]
    [InlineData(5, 8_000)]
    [InlineData(7, 30_000)]
    [InlineData(int.MaxValue, 30_000)]
    public void After_Attempt_DoublesUpToTheLongest(int attempt, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            RequeueDelay.After(attempt, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30))
        );
}
