using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Tests;

public sealed class RedisOutageTests
{
    /// <summary>What the request asked for is wrong; every other answer of a server tells of the server.</summary>
    private static readonly RedisErrorKind[] OfTheRequest =
    [
        RedisErrorKind.None,
        RedisErrorKind.Unknown,
        RedisErrorKind.UnknownError,
        RedisErrorKind.UnknownCommand,
        RedisErrorKind.NotPermitted,
        RedisErrorKind.WrongType,
        RedisErrorKind.NoScript,
        RedisErrorKind.ExecAbort,
        RedisErrorKind.CrossSlot,
        RedisErrorKind.Moved,
        RedisErrorKind.Ask,
        RedisErrorKind.UnknownRedirectTarget,
    ];

    public static TheoryData<RedisErrorKind> Kinds => [.. Enum.GetValues<RedisErrorKind>().Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_ReplyOfTheServer_IsAnOutageUnlessItIsAboutTheRequest(RedisErrorKind kind) =>
        Assert.Equal(!OfTheRequest.Contains(kind), RedisOutage.Is(new RedisServerException(kind, CommandFlags.None, "refused")));

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
