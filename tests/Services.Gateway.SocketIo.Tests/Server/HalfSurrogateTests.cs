namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>JSON can write half a surrogate pair, which no string can hold.</summary>
public sealed class HalfSurrogateTests
{
    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"pid":"\ud800"}""")]
    [InlineData("""{"pid":"other","offset":"\udc00 and more"}""")]
    [InlineData("""{"\ud800offset":1,"pid":"other","\udc00":{}}""")]
    public async Task Connect_WithAuthThatIsNoUnicode_JoinsAnew(string auth)
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("40/kept," + auth);

        Assert.Matches("^40/kept,{\"sid\":\"[^\"]+\",\"pid\":\"[^\"]+\"}$", await socket.ReceiveAsync());
        Assert.Empty(server.Errors.Lines);
    }

    [Theory]
    [InlineData("""{"\ud800":1,"pid":"mine","offset":"7"}""", "7")]
    [InlineData("""{"pid":"mine","offset":"7 \ud800"}""", "7 \uFFFD")]
    public async Task Connect_WithAPlaceBesideIt_IsTakenUp(string auth, string sid)
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.DialAsync();
        await socket.ReceiveAsync();

        await socket.SendAsync("40/kept," + auth);

        Assert.Equal($$"""40/kept,{"sid":"{{sid}}","pid":"mine"}""", await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"bytes":{"_placeholder":true,"num":0},"\ud800_placeholder":1}""")]
    [InlineData("""{"_placeholder":true,"num":0,"\ud800_placeholder":1}""")]
    public async Task BinaryEvent_WithANameThatIsNoUnicode_ComesBack(string argument)
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync($"451-[\"message\",{argument}]");
        await socket.SendAsync([1]);

        Assert.Equal($"451-[\"message-back\",{argument}]", await socket.ReceiveAsync());
        Assert.Empty(server.Errors.Lines);
    }

    [Fact]
    public async Task BinaryEvent_WithAnEscapedPlaceholderThatDoesNotFit_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        using var socket = await server.JoinedAsync();

        await socket.SendAsync("""451-["message",{"\u005fplaceholder":true,"num":1}]""");

        Assert.Null(await socket.ReceiveAsync());
    }
}
