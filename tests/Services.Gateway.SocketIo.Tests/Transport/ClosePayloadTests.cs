using System.Net.WebSockets;
using FsCheck;
using FsCheck.Fluent;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Transport;

public sealed class ClosePayloadTests
{
    [Theory]
    [InlineData("", true, WebSocketCloseStatus.Empty)]
    [InlineData("03E8", true, WebSocketCloseStatus.NormalClosure)]
    [InlineData("03E8C3BC", true, WebSocketCloseStatus.NormalClosure)]
    [InlineData("0BB8", true, (WebSocketCloseStatus)3000)]
    [InlineData("03", false, WebSocketCloseStatus.Empty)]
    [InlineData("03E7", false, (WebSocketCloseStatus)999)]
    [InlineData("03ED", false, (WebSocketCloseStatus)1005)]
    [InlineData("03F7", false, (WebSocketCloseStatus)1015)]
    [InlineData("1388", false, (WebSocketCloseStatus)5000)]
    [InlineData("03E8C3", false, WebSocketCloseStatus.NormalClosure)]
    public void TryRead_OfAPayload_IsAsTheRfcSays(string payload, bool expected, WebSocketCloseStatus status)
    {
        Assert.Equal(expected, ClosePayload.TryRead(Convert.FromHexString(payload), out var read));
        Assert.Equal(status, read);
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrowsNorAcceptsWhatNoPeerMaySend() =>
        Prop.ForAll(
                Mutator.Of([
                    [0x03, 0xE8],
                    [0x03, 0xE8, 0xC3, 0xBC],
                    [0x0F, 0xA0],
                ]),
                bytes =>
                    !ClosePayload.TryRead(bytes, out var status)
                    || (int)status is 1005 or (>= 1000 and not (1004 or 1006 or 1015) and <= 4999)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
