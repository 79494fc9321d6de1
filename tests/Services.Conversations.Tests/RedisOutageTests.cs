using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Tests;

public sealed class RedisOutageTests
{
    [Theory]
    [InlineData(RedisErrorKind.Loading, true)]
    [InlineData(RedisErrorKind.ReadOnly, true)]
    [InlineData(RedisErrorKind.OutOfMemory, true)]
    [InlineData(RedisErrorKind.NoAuth, true)]
    [InlineData(RedisErrorKind.WrongType, false)]
    [InlineData(RedisErrorKind.NoScript, false)]
    public void Is_ReplyOfTheServer_IsAnOutageWhenItPasses(RedisErrorKind kind, bool expected) =>
        Assert.Equal(expected, RedisOutage.Is(new RedisServerException(kind, CommandFlags.None, "refused")));

    [Fact]
    public void Is_NoConnection_IsAnOutage() =>
        Assert.True(
            RedisOutage.Is(
                new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, "no route", null, default)
            )
        );

    [Fact]
    public void Is_NoAnswer_IsAnOutage() => Assert.True(RedisOutage.Is(new TimeoutException()));
}
