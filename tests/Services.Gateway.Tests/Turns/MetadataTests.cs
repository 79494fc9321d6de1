using System.Net;
using System.Net.Http.Json;
using Services.Contracts.Turns;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Turns;

/// <summary>What clients give along with a message goes with its turn, by every way in that takes it.</summary>
public sealed class MetadataTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Metadata = """{"page":"/lamps/red"}""";

    private static readonly object Given = new { page = "/lamps/red" };

    [Fact]
    public async Task Metadata_OfAMessage_GoesWithItsTurn()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        using var http = Gateway.HttpFor(user);

        await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "One",
                metadata = Given,
            }
        );
        await http.PostAsJsonAsync(
            $"/sessions/{session}/messages",
            new { content = "Two", metadata = Given },
            TestContext.Current.CancellationToken
        );
        using var frames = await Gateway.EnterAsync(user, session.ToString());
        await frames.SendAsync(
            new
            {
                type = "message",
                content = "Three",
                metadata = Given,
            }
        );

        await Worker.WaitForTurnAsync(session, 3);
        Assert.All(Worker.TurnsOf(session), turn => Assert.Equal(Metadata, Assert.IsType<TurnRequested>(turn).Metadata));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1]")]
    [InlineData("{\"note\":\"\\u0000\"}")]
    [InlineData(null)]
    public async Task Metadata_ThatIsNone_IsRefused(string? json)
    {
        var user = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(user));
        using var http = Gateway.HttpFor(user);
        var metadata = json ?? $$"""{"note":"{{new string('a', 4_096)}}"}""";
        using var body = new StringContent(
            $$"""{"content":"One","metadata":{{metadata}}}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );

        using var answer = await http.PostAsync(
            new Uri($"/sessions/{session}/messages", UriKind.Relative),
            body,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(Worker.TurnsOf(session));
    }
}
