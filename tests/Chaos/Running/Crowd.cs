using System.Collections.Concurrent;
using Chaos.Clients;
using Chaos.Faults;
using Switchboard.Testing.OfficialClient;

namespace Chaos.Running;

/// <summary>Customers who come, converse, and come again, over every transport, until it is time to stop.</summary>
internal sealed class Crowd(PlatformUnderFire platform, OfficialClients clients, Shop shop, IReadOnlyList<DemoCustomer> customers, int seed)
    : IAsyncDisposable
{
    private const int Transports = 3;

    private readonly ConcurrentQueue<Conversation> _conversations = new();
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>All that there were.</summary>
    public IReadOnlyCollection<Conversation> Conversations => _conversations;

    /// <summary>What went wrong with a customer, and is a fault of theirs.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Lets some customers converse at once; ends when the last has finished what they were at.</summary>
    public Task ConverseAsync(int count, Func<bool> isOver, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => ComeAndGoAsync(number, isOver, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var conversation in _conversations)
        {
            await conversation.DisposeAsync();
        }
    }

    private async Task ComeAndGoAsync(int number, Func<bool> isOver, CancellationToken cancellationToken)
    {
        var random = new Random(seed + (number * 15_485_863));
        var behaviour = new Customer(new Random(seed + (number * 7_919)), shop);
        for (var visit = 0; !isOver(); visit++)
        {
            var customer = customers[(number + visit) % customers.Count];
            if (await OpenAsync((number + visit) % Transports, customer) is not { } wire)
            {
                await Task.Delay(500, cancellationToken);
                continue;
            }

            var conversation = new Conversation(wire, customer);
            _conversations.Enqueue(conversation);
            try
            {
                await behaviour.ConverseAsync(conversation, random.Next(2, 6), isOver, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _failures.Enqueue($"{wire.Transport}, {wire.SessionId}: {failure}");
            }
        }
    }

    /// <summary>A session that the official client makes, with a client of the wanted transport in it.</summary>
    private async Task<Wire?> OpenAsync(int transport, DemoCustomer customer)
    {
        var official = await OfficialWire.OpenAsync(clients, platform.Gateway, customer.Token, "Chaos");
        if (official is null || transport == 0)
        {
            return official;
        }

        await using (official)
        {
            return transport == 1
                ? RoomWire.Open(() => platform.Gateway, official.SessionId, customer.Token, official.SessionId)
                : StreamWire.Open(platform.Gateway, customer.Token, official.SessionId);
        }
    }
}
