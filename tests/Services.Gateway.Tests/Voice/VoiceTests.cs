using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Voice;

public sealed class VoiceTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Theory]
    [InlineData("AAEC", "webm", "VOICE_UNAVAILABLE")]
    [InlineData("AAEC", "mp3", "INVALID_DATA")]
    [InlineData("AAEC", null, "INVALID_DATA")]
    [InlineData("", "webm", "INVALID_DATA")]
    [InlineData("no base64!", "webm", "INVALID_DATA")]
    public async Task Send_ARecording_IsCheckedAndDeclined(string audio, string? format, string expected)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var answer = await socket.AskAsync("voice:send", new { sessionId = session.ToString(), audioData = audio, format });

        Assert.Equal(expected, Code(answer));
        Assert.Equal(expected, (await socket.WaitForAsync("error")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Send_MoreThanAllowed_IsTooLarge()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Voice:MaxAudioBytes=1024");
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) }).ConnectedAsync();
        var session = await CreateSessionAsync(socket);

        var fits = await socket.AskAsync("voice:send", new { sessionId = session.ToString(), audioData = Convert.ToBase64String(new byte[1_024]), format = "ogg" });
        var large = await socket.AskAsync("voice:send", new { sessionId = session.ToString(), audioData = Convert.ToBase64String(new byte[1_025]), format = "ogg" });

        Assert.Equal("VOICE_UNAVAILABLE", Code(fits));
        Assert.Equal("PAYLOAD_TOO_LARGE", Code(large));
    }

    [Fact]
    public async Task Send_IntoAnotherCustomersSession_IsDenied()
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await stranger.AskAsync("voice:send", new { sessionId = session.ToString(), audioData = "AAEC", format = "wav" })));
    }
}
