using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Services.Gateway.SocketIo.EngineIo.Direct;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Tests.Transport;

namespace Services.Gateway.SocketIo.Tests.Requests;

/// <summary>Requests read off a connection before any HTTP server sees them.</summary>
public sealed class RequestHeadTests
{
    private const string Upgrade =
        "GET /socket.io/?EIO=4&transport=websocket&t=%C3%BC HTTP/1.1\r\nHost: a.example\r\nConnection: keep-alive, "
        + "Upgrade\r\nUpgrade: WebSocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Other: 1\r\n\r\n";

    private static readonly KestrelServerLimits Limits = new();

    private static readonly byte[][] Corpus =
    [
        Encoding.ASCII.GetBytes(Upgrade),
        Encoding.ASCII.GetBytes(Upgrade + "frames"),
        "GET / HTTP/1.1\r\n\r\n"u8.ToArray(),
        "GET /"u8.ToArray(),
        "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray(),
        "GET /a HTTP/1.0\r\nA:\r\n\r\n"u8.ToArray(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(),
    ];

    [Fact]
    public void TryRead_AWebSocketRequest_GivesItsParts()
    {
        var head = Read(Upgrade + "what comes behind", out var rest);

        Assert.NotNull(head);
        Assert.Equal("what comes behind", rest);
        Assert.Equal("/socket.io/", Encoding.ASCII.GetString(head.Path));
        Assert.Equal("websocket", Encoding.ASCII.GetString(head.Query("transport"u8)));
        Assert.Equal("ü", head.ToQuery()["t"]);
        Assert.Equal("a.example", head.Header("host"u8));
        Assert.Equal("1", head.ToHeaders()["X-OTHER"].ToString());
        Assert.True(DirectUpgrade.IsPlain(head));
    }

    [Theory]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nA: b\r\n folded\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nA : b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\n: b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nA: b\nC: d\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nA: b\0c\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nA: b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.1\r\nHost: a\r\nA: 1\r\na: 2\r\n\r\n")]
    [InlineData("GET /socket%2Eio/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET //socket.io/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /a/../socket.io/ HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /ü HTTP/1.1\r\nA: b\r\n\r\n")]
    [InlineData("GET /socket.io/ HTTP/1.0\r\nA: b\r\n\r\n")]
    [InlineData("POST /socket.io/ HTTP/1.1\r\nA: b\r\n\r\n")]
    public void TryRead_WhatIsNotWholeAndPlain_IsLeftToTheHttpServer(string request) => Assert.Null(Read(request, out _));

    [Fact]
    public void TryRead_BeyondTheLimit_IsLeftToTheHttpServer() =>
        Assert.Null(Read($"GET /socket.io/ HTTP/1.1\r\nHost: a\r\nA: {new string('a', 17 * 1024)}\r\n\r\n", out _));

    [Fact]
    public void TryRead_OfMoreHeadersThanTheHttpServerTakes_IsLeftToIt()
    {
        var most = string.Concat(Enumerable.Range(1, Limits.MaxRequestHeaderCount - 1).Select(static i => $"A{i}: 1\r\n"));

        Assert.NotNull(Read($"GET /socket.io/ HTTP/1.1\r\nHost: a\r\n{most}\r\n", out _));
        Assert.Null(Read($"GET /socket.io/ HTTP/1.1\r\nHost: a\r\n{most}B: 1\r\n\r\n", out _));
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrowsAndTakesNoMoreThanTheHead() =>
        Prop.ForAll(
                Mutator.Of(Corpus),
                bytes =>
                {
                    var input = ClientFrames.Segmented(bytes, 17);
                    if (RequestHead.TryRead(input, Limits, out var end) is not { } head)
                    {
                        return true;
                    }

                    DirectUpgrade.IsPlain(head);
                    head.ToHeaders();
                    head.ToQuery();
                    return input.Slice(0, end).ToArray().AsSpan().EndsWith("\r\n\r\n"u8);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static RequestHead? Read(string request, out string rest)
    {
        var input = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(request));
        var head = RequestHead.TryRead(input, Limits, out var end);
        rest = Encoding.UTF8.GetString(input.Slice(end));
        return head;
    }
}
