using System.Text.Json;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>What is wrong with one member of the credentials leaves the others as they are.</summary>
public sealed class AuthTests
{
    [Theory]
    [InlineData("""{"token":"secret"}""")]
    [InlineData("""{"token":"secret","other":"a\u0000b"}""")]
    [InlineData("""{"token":"secret","other":"\ud800"}""")]
    [InlineData("""{"other":"\udc00\ud800","token":"secret"}""")]
    [InlineData("""{"\ud800":1,"token":"secret"}""")]
    [InlineData("""{"\u0000":1,"token":"secret"}""")]
    [InlineData("""{"deep":{"\udfff":["\udbff","\ud83d\ude80","\\ud800"]},"token":"secret"}""")]
    [InlineData("""{"token":"sec\u0072et","\ud83d":1}""")]
    public async Task Connect_WithAnOddMemberBesideAValidToken_IsAccepted(string auth)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AppServer.StartAsync(ns =>
            ns.OnConnecting(
                (handshake, _) =>
                {
                    // As an application reads it: by members, or as a whole.
                    seen.TrySetResult(string.Join(",", handshake.Auth.EnumerateObject().Select(member => member.Name)));
                    return ValueTask.FromResult(
                        handshake.Auth.TryGetProperty("token", out var token) && token.GetString() == "secret"
                            ? SocketIoConnectResult.Accept()
                            : SocketIoConnectResult.Refuse("AUTH_TOKEN_MISSING")
                    );
                }
            )
        );

        using var socket = await server.JoinAsync("40" + auth);

        Assert.Contains("token", await seen.Task, StringComparison.Ordinal);
        Assert.Empty(server.Log);
    }

    [Theory]
    [InlineData("\\ud83d\\ude80", "\\ud83d\\ude80")]
    [InlineData("\\ud800", "\\ufffd")]
    [InlineData("\\uDC00\\uD800x", "\\ufffd\\ufffdx")]
    [InlineData("\\ud800\\ud83d\\ude80", "\\ufffd\\ud83d\\ude80")]
    [InlineData("\\\\ud800", "\\\\ud800")]
    [InlineData("\\\\\\ud800", "\\\\\\ufffd")]
    [InlineData("\\u00e4\\n", "\\u00e4\\n")]
    [InlineData("\\ud8", "\\ud8")]
    [InlineData("\\", "\\")]
    public void Replace_InEscapes_ReplacesHalvesOnly(string text, string expected) =>
        Assert.Equal(
            expected,
            System.Text.Encoding.ASCII.GetString(LoneSurrogates.Replace(System.Text.Encoding.ASCII.GetBytes(text)).Span)
        );
}
