using Chaos.Audit;
using Chaos.Clients;
using Chaos.Faults;

namespace Chaos.Running;

/// <summary>
/// Customers who are connected to each gateway before something goes wrong, and ask in the moment that it has: how long until all of them
/// have a whole reply.
/// </summary>
internal sealed class Probes
{
    private const int OfEachGateway = 2;
    private const string Question = "Which payment methods do I have?";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ReplyPatience = TimeSpan.FromSeconds(30);

    private readonly List<Conversation> _conversations = [];

    public IReadOnlyList<Conversation> Conversations => _conversations;

    /// <summary>Connects; those that cannot in a few seconds begin unconnected.</summary>
    public static async Task<Probes> OpenAsync(PlatformUnderFire platform, DemoCustomer customer, CancellationToken cancellationToken)
    {
        var probes = new Probes();
        var wires = new List<RoomWire>();
        foreach (var gateway in platform.Gateways)
        {
            for (var i = 0; i < OfEachGateway; i++)
            {
                var connections = 0;
                var room = $"probe-{Guid.CreateVersion7():N}";
                // A client that lost its gateway comes to whichever there is.
                var wire = RoomWire.Open(() => connections++ == 0 ? gateway : platform.Gateway, room, customer.Token, room);
                wires.Add(wire);
                probes._conversations.Add(new Conversation(wire, customer));
            }
        }

        await Task.WhenAll(wires.Select(wire => wire.Connected))
            .WaitAsync(TimeSpan.FromSeconds(5), cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return probes;
    }

    /// <summary>Asks now; null if not all had a good turn in time.</summary>
    public async Task<TimeSpan?> MeasureAsync(CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var good = await Task.WhenAll(_conversations.Select(conversation => AskAsync(conversation, since, cancellationToken)));
        return good.All(isGood => isGood) ? TimeProvider.System.GetElapsedTime(since) : null;
    }

    private static async Task<bool> AskAsync(Conversation conversation, long since, CancellationToken cancellationToken)
    {
        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            if (
                await conversation.SendAsync(Question, cancellationToken) is { } accepted
                && await conversation.Wire.Seen.EndingAsync(accepted.ReplyId, ReplyPatience, cancellationToken)
                    is { Name: "message:complete", Content.Length: > 0 }
            )
            {
                return true;
            }
        }

        return false;
    }
}
