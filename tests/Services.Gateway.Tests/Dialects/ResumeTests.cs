using Services.Contracts.Ids;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

public sealed class ResumeTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Join_AfterANumberWhileAReplyRuns_GetsEachEntryOnceInOrder()
    {
        var customer = GatewayHost.NewCustomer();
        var first = await ConnectAsync(customer);
        var session = await CreateSessionAsync(first);
        await AppendAsync(session, 0, 300);
        var socket = await ConnectAsync(customer);

        var writing = AppendAsync(session, 300, 900);
        await socket.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 100 });
        await writing;
        await socket.WaitForAsync("message:chunk", chunk => chunk.GetProperty("chunkIndex").GetInt32() == 899);

        var numbers = socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(101, 800).Select(seq => (long)seq), numbers);
    }

    [Fact]
    public async Task Join_AfterTheNewest_GetsNothingOld()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 5);
        var late = await ConnectAsync(customer);

        await late.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 5 });
        await AppendAsync(session, 5, 6);

        await late.WaitForAsync("message:chunk");
        Assert.Equal(6, Assert.Single(late.Events, e => e.Name == "message:chunk").Argument.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Join_WithANumberTheLogNeverReached_GetsWhatIsThere()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 3);
        var late = await ConnectAsync(customer);

        await late.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 1_000 });

        await late.WaitForAsync("message:chunk", chunk => chunk.GetProperty("seq").GetInt64() == 3);
        Assert.Equal(3, late.Events.Count(e => e.Name == "message:chunk"));
    }

    [Fact]
    public async Task Events_OverServerSentEvents_ResumeAfterTheLastId()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, 4);
        using var http = Gateway.HttpFor(customer);
        http.DefaultRequestHeaders.Add("Last-Event-ID", "2");

        using var stream = new StreamReader(await http.GetStreamAsync($"/sessions/{session}/events"));
        var ids = new List<string>();
        while (ids.Count < 3)
        {
            var line = await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(15));
            if (line!.StartsWith("id: ", StringComparison.Ordinal))
            {
                ids.Add(line[4..]);
                if (ids.Count == 2)
                {
                    await AppendAsync(session, 4, 5);
                }
            }
        }

        Assert.Equal(["3", "4", "5"], ids);
    }

    /// <summary>Chunks of a reply, one append each, as a worker streams them.</summary>
}
