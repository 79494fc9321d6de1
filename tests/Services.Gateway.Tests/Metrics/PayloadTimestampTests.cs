using System.Text;
using Services.Gateway.Metrics;

namespace Services.Gateway.Tests.Metrics;

public sealed class PayloadTimestampTests
{
    [Theory]
    [InlineData("""{"content":"x","timestamp":1700000000123,"seq":4}""", 1700000000123L)]
    [InlineData("""{"content":"\"timestamp\":5","timestamp":7,"seq":4}""", 7L)]
    [InlineData("""{"content":"\"timestamp\":5"}""", null)]
    [InlineData("", null)]
    public void Read_APayload_FindsTheMemberOnly(string payload, long? expected) =>
        Assert.Equal(expected, PayloadTimestamp.Read(Encoding.UTF8.GetBytes(payload)));
}
