using Microsoft.Extensions.Options;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Services.Gateway.Voice;

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

        var answer = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session.ToString(),
                audioData = audio,
                format,
            }
        );

        Assert.Equal(expected, Code(answer));
        Assert.Equal(expected, (await socket.WaitForAsync("error")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Send_MoreThanAllowed_IsTooLarge()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Voice:MaxAudioBytes=1024");
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);

        var fits = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session.ToString(),
                audioData = Convert.ToBase64String(new byte[1_024]),
                format = "ogg",
            }
        );
        var large = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session.ToString(),
                audioData = Convert.ToBase64String(new byte[1_025]),
                format = "ogg",
            }
        );

        Assert.Equal("VOICE_UNAVAILABLE", Code(fits));
        Assert.Equal("PAYLOAD_TOO_LARGE", Code(large));
    }

    [Theory]
    [InlineData("websocket", 1_024, "VOICE_UNAVAILABLE")]
    [InlineData("websocket", 1_025, "PAYLOAD_TOO_LARGE")]
    [InlineData("websocket", 0, "INVALID_DATA")]
    [InlineData("polling", 1_024, "VOICE_UNAVAILABLE")]
    [InlineData("polling", 1_025, "PAYLOAD_TOO_LARGE")]
    public async Task Send_Bytes_IsCheckedAsBase64Is(string transport, int length, string expected)
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:Voice:MaxAudioBytes=1024");
        var socket = await Fixture
            .Clients.Open(
                gateway.Address,
                new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) },
                options: new { transports = new[] { transport } }
            )
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);

        var answer = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session.ToString(),
                audioData = Bytes(length),
                format = "webm",
            }
        );

        Assert.Equal(expected, Code(answer));
        Assert.Equal(expected, (await socket.WaitForAsync("error")).GetProperty("code").GetString());
        Assert.DoesNotContain(socket.Events, e => e.Name == "disconnect");
    }

    [Theory]
    [InlineData(1_000_000, 700_000)]
    [InlineData(3_000_000, 2_100_000)]
    public async Task Send_MoreThanSevenTenthsOfAMessage_IsTooLargeAndTheConnectionStays(int maxPayload, int limit)
    {
        await using var gateway = await Fixture.StartGatewayAsync($"Gateway:SocketIo:MaxPayload={maxPayload}");
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var session = (await CreateSessionAsync(socket)).ToString();

        var codes = new List<string>();
        foreach (var audio in new object[] { Text(limit + 1), Bytes(maxPayload), Text(limit), Bytes(limit) })
        {
            codes.Add(
                Code(
                    await socket.AskAsync(
                        "voice:send",
                        new
                        {
                            sessionId = session,
                            audioData = audio,
                            format = "webm",
                        }
                    )
                )
            );
        }

        Assert.Equal(["PAYLOAD_TOO_LARGE", "PAYLOAD_TOO_LARGE", "VOICE_UNAVAILABLE", "VOICE_UNAVAILABLE"], codes);
        Assert.DoesNotContain(socket.Events, e => e.Name == "disconnect");
    }

    [Theory]
    [InlineData(15_000_000, null, 10_000_000)]
    [InlineData(100_000_000, null, 10_000_000)]
    [InlineData(1_000_000, 1_024, 1_024)]
    [InlineData(100_000_000, 50_000_000, 50_000_000)]
    public void Limit_IsWhatIsSetOrTenMegabytes(int maxPayload, int? set, int expected) =>
        Assert.Equal(expected, new VoiceOptions { MaxAudioBytes = set }.LimitFor(maxPayload));

    [Fact]
    public async Task Start_WithRecordingsThatFitIntoNoMessage_NamesBothSettings()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            Fixture.StartGatewayAsync("Gateway:Voice:MaxAudioBytes=750000")
        );

        Assert.Contains("Gateway:Voice:MaxAudioBytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:SocketIo:MaxPayload", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BytesElsewhereThanInTheRecording_IsInvalid()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = (await CreateSessionAsync(socket)).ToString();
        var none = new { _placeholder = true, num = 0 };

        var withoutBytes = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session,
                audioData = none,
                format = "webm",
            }
        );
        var inTwoPlaces = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session,
                audioData = Bytes(3),
                format = "webm",
                more = Bytes(3),
            }
        );
        var asFormat = await socket.AskAsync(
            "voice:send",
            new
            {
                sessionId = session,
                audioData = "AAEC",
                format = Bytes(3),
            }
        );

        Assert.Equal(("INVALID_DATA", "INVALID_DATA", "INVALID_DATA"), (Code(withoutBytes), Code(inTwoPlaces), Code(asFormat)));
    }

    [Fact]
    public async Task Send_IntoAnotherCustomersSession_IsDenied()
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal(
            "SESSION_ACCESS_DENIED",
            Code(
                await stranger.AskAsync(
                    "voice:send",
                    new
                    {
                        sessionId = session.ToString(),
                        audioData = "AAEC",
                        format = "wav",
                    }
                )
            )
        );
    }

    private static string Text(int length) => Convert.ToBase64String(new byte[length]);

    /// <summary>What the official client sends as an attachment.</summary>
    private static Dictionary<string, string> Bytes(int length) => new() { ["$binary"] = Convert.ToBase64String(new byte[length]) };
}
