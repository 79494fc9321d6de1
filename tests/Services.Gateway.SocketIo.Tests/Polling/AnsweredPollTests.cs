using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo.Tests.Polling;

/// <summary>
/// A client may send its next GET while the answer to the one before is still being written: from then on only the next one counts.
/// </summary>
public sealed class AnsweredPollTests
{
    [Fact]
    public async Task Get_CutWhileItsAnswerIsWritten_LeavesTheNextOneWaiting()
    {
        await using var server = Echo();
        using var cut = new CancellationTokenSource();
        var (sid, answered) = await BeginAsync(server, cut.Token);
        var waiting = Request("GET", sid);

        var first = server.HandleAsync(answered);
        var next = server.HandleAsync(waiting);
        await cut.CancelAsync();
        await first;
        await server.HandleAsync(Request("POST", sid, "4second"));
        await next;

        Assert.Equal("4second", BodyOf(waiting));
        Assert.Equal(1, server.Count);
    }

    [Fact]
    public async Task Get_CutBeforeItsAnswerIsWritten_EndsTheSessionSoThatNothingLaterComesWithoutIt()
    {
        await using var server = Echo();
        using var cut = new CancellationTokenSource();
        var (sid, answered) = await BeginAsync(server, cut.Token);
        var again = Request("GET", sid);

        var first = server.HandleAsync(answered);
        await cut.CancelAsync();
        await first;
        await server.HandleAsync(again);

        Assert.Equal(StatusCodes.Status400BadRequest, again.Response.StatusCode);
        Assert.Equal(0, server.Count);
    }

    /// <summary>A session with an answer to give, and a GET that gets stuck in it until it is cut.</summary>
    private static async Task<(string? Sid, HttpContext Answered)> BeginAsync(EngineServer server, CancellationToken cut)
    {
        var open = Request("GET");
        await server.HandleAsync(open);
        var sid = JsonElement.Parse(BodyOf(open).AsSpan(1)).GetProperty("sid").GetString();
        await server.HandleAsync(Request("POST", sid, "4first"));
        var answered = Request("GET", sid);
        answered.RequestAborted = cut;
        answered.Response.Body = new StuckBody();
        return (sid, answered);
    }

    private static EngineServer Echo()
    {
        var options = new SocketIoOptions();
        return new EngineServer(
            options,
            new ConnectionLimits(Options.Create(options)),
            TimeProvider.System,
            NullLogger.Instance,
            static (engine, id, request, socket) =>
                new PlainSession(
                    engine,
                    id,
                    request,
                    socket,
                    new EngineIoHandlers().OnMessage(static (client, text, _) => client.SendText(text.Span))
                ),
            forwarder: null,
            limiter: null
        );
    }

    private static DefaultHttpContext Request(string method, string? sid = null, string body = "") =>
        new()
        {
            Request =
            {
                Method = method,
                QueryString = new QueryString($"?EIO=4&transport=polling{(sid is null ? "" : $"&sid={sid}")}"),
                Body = new MemoryStream(Encoding.UTF8.GetBytes(body)),
            },
            Response = { Body = new MemoryStream() },
        };

    private static string BodyOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    /// <summary>A connection whose client reads nothing: what is written never leaves.</summary>
    private sealed class StuckBody : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
