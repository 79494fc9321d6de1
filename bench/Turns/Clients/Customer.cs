using System.Diagnostics;

namespace Turns.Bench.Clients;

/// <summary>Somebody who asks, reads the answer, thinks, and asks again.</summary>
internal sealed class Customer : IAsyncDisposable
{
    // Longer conversations would make a turn dearer the longer a run lasts.
    private const int TurnsPerSession = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MessageMix _mix;
    private readonly Random _random;
    private SocketIoClient? _socket;
    private PendingReply? _pending;

    private Customer(int number, DemoUser user)
    {
        _mix = new MessageMix(number, user.Orders);
        _random = new Random(number);
    }

    /// <summary>Opens a connection of their own.</summary>
    public static async Task<Customer> ConnectAsync(
        Uri gateway,
        string token,
        int number,
        DemoUser user,
        CancellationToken cancellationToken
    )
    {
        var customer = new Customer(number, user);
        customer._socket = await SocketIoClient.ConnectAsync(
            gateway,
            token,
            arrival => Volatile.Read(ref customer._pending)?.Take(arrival),
            cancellationToken
        );
        return customer;
    }

    /// <summary>Goes on until it is over; the turn that runs then is finished.</summary>
    /// <param name="think">The mean of the pause after a reply, which is half as long to half as long again.</param>
    /// <param name="over">Whether no more turn begins.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>The turns, in order.</returns>
    public async Task<IReadOnlyList<Turn>> ConverseAsync(TimeSpan think, Func<bool> over, CancellationToken cancellationToken)
    {
        var turns = new List<Turn>();
        string? session = null;
        // They do not all come at once.
        await Task.Delay(think * _random.NextDouble(), cancellationToken);
        while (!over())
        {
            if (session is not null && turns.Count % TurnsPerSession == 0)
            {
                await EndAsync(session, cancellationToken);
                session = null;
            }

            session ??= await BeginAsync(cancellationToken);
            var turn = await AskAsync(session, _mix[turns.Count], cancellationToken);
            turns.Add(turn);
            if (turn.Failure == Turn.TimedOut)
            {
                // What still comes of the reply shall not be taken for the next one's.
                session = null;
            }

            await Task.Delay(think * (0.5 + _random.NextDouble()), cancellationToken);
        }

        if (session is not null)
        {
            await EndAsync(session, cancellationToken);
        }

        return turns;
    }

    public ValueTask DisposeAsync() => _socket?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Turn> AskAsync(string session, string content, CancellationToken cancellationToken)
    {
        var pending = new PendingReply(session);
        Volatile.Write(ref _pending, pending);
        var message = new SendMessage(session, content, Guid.CreateVersion7().ToString());
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var acknowledged = await _socket!.AskAsync(
                "message:send",
                message,
                SocketJson.Default.SendMessage,
                Patience,
                cancellationToken
            );
            if (await Task.WhenAny(pending.End, _socket.Completion).WaitAsync(Patience, cancellationToken) == _socket.Completion)
            {
                await _socket.Completion;
            }

            return Turn.Of(begun, acknowledged.At, await pending.End);
        }
        catch (RefusedException refusal)
        {
            return Turn.Failed(begun, $"refused {refusal.Code}");
        }
        catch (TimeoutException)
        {
            return Turn.Failed(begun, Turn.TimedOut);
        }
    }

    private async Task<string> BeginAsync(CancellationToken cancellationToken)
    {
        var topic = new CreateSession("Bench: turns");
        var created = await RequireAsync(
            "a session",
            () => _socket!.AskAsync("session:create", topic, SocketJson.Default.CreateSession, Patience, cancellationToken)
        );
        return created.Packet.Argument.GetProperty("sessionId").GetString()!;
    }

    private Task<Arrival> EndAsync(string session, CancellationToken cancellationToken) =>
        RequireAsync(
            "the end of a session",
            () => _socket!.AskAsync("session:end", new EndSession(session), SocketJson.Default.EndSession, Patience, cancellationToken)
        );

    private static async Task<Arrival> RequireAsync(string what, Func<Task<Arrival>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RefusedException refusal)
        {
            throw new BenchException($"The gateway refused {what}: {refusal.Code}.{RateLimits.Advice(refusal.Code, RateLimits.Sessions)}");
        }
        catch (TimeoutException)
        {
            throw new BenchException($"The gateway did not answer a request for {what} in {Patience.TotalSeconds:0} s.");
        }
    }
}
