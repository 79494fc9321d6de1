using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Services.Gateway.Access;
using Services.Gateway.Forwarding;

namespace Services.Gateway.Tests.Forwarding;

public sealed class ForwardingSignatureTests
{
    private static readonly IPAddress Client = IPAddress.Parse("203.0.113.9");

    private readonly ForwardingSignature _signature = Create(TimeProvider.System);

    [Fact]
    public void Verify_WhatAnotherGatewaySigned_TellsSchemeAndAddress()
    {
        var context = Request("GET", "AAAAbbbbccccddddeeee");

        var from = Create(TimeProvider.System).Verify(_signature.Sign(context), context.Request);

        Assert.Equal(new ForwardedFrom("https", Client), from);
    }

    [Fact]
    public void Verify_ForAnotherSession_IsRefused() =>
        Assert.Null(
            _signature.Verify(_signature.Sign(Request("GET", "AAAAbbbbccccddddeeee")), Request("GET", "AAAAbbbbccccddddeeef").Request)
        );

    [Fact]
    public void Verify_ForAnotherMethod_IsRefused() =>
        Assert.Null(
            _signature.Verify(_signature.Sign(Request("GET", "AAAAbbbbccccddddeeee")), Request("POST", "AAAAbbbbccccddddeeee").Request)
        );

    [Fact]
    public void Verify_WithAnotherAddress_IsRefused()
    {
        var context = Request("GET", "AAAAbbbbccccddddeeee");
        var forged = _signature.Sign(context).Replace(Client.ToString(), "203.0.113.10", StringComparison.Ordinal);

        Assert.Null(_signature.Verify(forged, context.Request));
    }

    [Fact]
    public void Verify_WithAnotherSecret_IsRefused()
    {
        var context = Request("GET", "AAAAbbbbccccddddeeee");

        Assert.Null(
            Create(TimeProvider.System, "another-secret-of-more-than-32-characters").Verify(_signature.Sign(context), context.Request)
        );
    }

    [Fact]
    public void Verify_LongAfterwards_IsRefused()
    {
        var context = Request("GET", "AAAAbbbbccccddddeeee");

        Assert.Null(Create(new LaterTime(TimeSpan.FromMinutes(2))).Verify(_signature.Sign(context), context.Request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("now http 127.0.0.1 x")]
    [InlineData("99999999999999999999 http 127.0.0.1 x")]
    [InlineData("1 ftp 127.0.0.1 x")]
    public void Verify_OfGarbage_IsRefused(string value) =>
        Assert.Null(_signature.Verify(value, Request("GET", "AAAAbbbbccccddddeeee").Request));

    private static ForwardingSignature Create(TimeProvider time, string? secret = null) =>
        new(
            Options.Create(new ForwardingOptions { Secret = secret }),
            Options.Create(new AuthOptions { SigningKey = "a-signing-key-of-more-than-32-bytes" }),
            time
        );

    private static DefaultHttpContext Request(string method, string sid)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.QueryString = new QueryString($"?EIO=4&transport=polling&sid={sid}");
        context.Connection.RemoteIpAddress = Client;
        return context;
    }

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
