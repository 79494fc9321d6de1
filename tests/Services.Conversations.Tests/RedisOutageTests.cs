using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Tests;

public sealed class RedisOutageTests
{
#pragma warning disable CS0618 // The client makes them with more; nothing here looks at that.
    [Theory]
    [InlineData("LOADING Redis is loading the dataset in memory", true)]
    [InlineData("READONLY You can't write against a read only replica.", true)]
    [InlineData("WRONGTYPE Operation against a key holding the wrong kind of value", false)]
    [InlineData("NOSCRIPT No matching script.", false)]
    public void Is_ReplyOfTheServer_IsAnOutageWhenItPasses(string message, bool expected) =>
        Assert.Equal(expected, RedisOutage.Is(new RedisServerException(message)));

    [Fact]
    public void Is_NoConnectionOrNoAnswer_IsAnOutage() =>
        Assert.All(
            [new RedisConnectionException(ConnectionFailureType.UnableToConnect, "no route"), new TimeoutException()],
            (Exception exception) => Assert.True(RedisOutage.Is(exception))
        );
#pragma warning restore CS0618
}
