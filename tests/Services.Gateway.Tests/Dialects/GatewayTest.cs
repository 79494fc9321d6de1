using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

/// <summary>A test on the shared gateway, whose turns the shared worker answers.</summary>
public abstract class GatewayTest(GatewayFixture fixture)
{
    protected GatewayFixture Fixture => fixture;

    protected TestWorker Worker => fixture.Worker;

    internal GatewayHost Gateway => fixture.Gateway;

    protected Task<OfficialSocket> ConnectAsync(Caller caller) =>
        fixture.Clients.Open(fixture.Gateway.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();

    protected static async Task<SessionId> CreateSessionAsync(OfficialSocket socket)
    {
        var created = await socket.AskAsync("session:create", new { topic = "An order" });
        Assert.True(SessionId.TryParse(created.GetProperty("sessionId").GetString(), out var session), created.GetRawText());
        return session;
    }

    /// <summary>Writes chunks of a reply into the session's log, one by one.</summary>
    protected async Task AppendAsync(SessionId session, int from, int to, string? content = null, ISessionEventLog? log = null)
    {
        var turn = new TurnId(session.Value);
        for (var i = from; i < to; i++)
        {
            await (log ?? Gateway.Log).AppendChunksAsync(
                session,
                turn,
                [
                    new MessageChunk
                    {
                        SessionId = session,
                        Timestamp = 1,
                        MessageId = turn.ReplyId,
                        Content = content ?? $"{i} ",
                        ChunkIndex = i,
                    },
                ],
                CancellationToken.None
            );
        }
    }

    protected static string Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString()!;

    /// <summary>The numbers of the events that the socket got.</summary>
    protected static IEnumerable<long> Sequence(OfficialSocket socket) =>
        socket
            .Events.Where(e => e.Argument.ValueKind == JsonValueKind.Object && e.Argument.TryGetProperty("seq", out _))
            .Select(e => e.Argument.GetProperty("seq").GetInt64());
}
