using System.Text.RegularExpressions;
using Services.Contracts.Access;

namespace Services.Evals.Running;

/// <summary>An order that a scenario may use.</summary>
/// <param name="Owner">The demo user whose it is.</param>
/// <param name="Id">For example <c>#W1234567</c>.</param>
/// <param name="Status">Its state before the run.</param>
internal sealed record PooledOrder(DemoUser Owner, string Id, string Status);

/// <summary>
/// Knows the demo customers' orders by their state, asked of the assistant itself, and gives each scenario that changes one an order that
/// no other scenario touches.
/// </summary>
internal sealed partial class OrderPool(IReadOnlyList<PooledOrder> orders)
{
    private readonly HashSet<string> _taken = [];
    private readonly Dictionary<string, int> _readers = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<PooledOrder> Orders => orders;

    /// <summary>Asks for the state of every order that the platform suggests.</summary>
    public static async Task<OrderPool> DiscoverAsync(
        PlatformClient platform,
        IReadOnlyList<DemoUser> users,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(
            users.Where(static u => u.Role == Role.Customer).Select(u => DiscoverAsync(platform, u, cancellationToken))
        );
        return new OrderPool([.. found.SelectMany(static o => o)]);
    }

    /// <summary>
    /// An order in the given state: untouched for one that will be changed, otherwise one that no scenario changes; null if there is none
    /// left.
    /// </summary>
    public PooledOrder? Take(string status, string user, bool exclusive)
    {
        var candidates = orders.Where(o =>
            o.Status == status && (user == Suites.SuiteUsers.AnyCustomer || o.Owner.User == user) && !_taken.Contains(o.Id)
        );

        // Later users' orders are changed first, so that the first user's stay as they are for whoever looks next.
        var order = exclusive ? candidates.LastOrDefault() : candidates.MinBy(o => _readers.GetValueOrDefault(o.Id));
        if (order is not null)
        {
            _readers[order.Id] = _readers.GetValueOrDefault(order.Id) + 1;
        }

        if (order is not null && exclusive)
        {
            _taken.Add(order.Id);
        }

        return order;
    }

    private static async Task<List<PooledOrder>> DiscoverAsync(PlatformClient platform, DemoUser user, CancellationToken cancellationToken)
    {
        var found = new List<PooledOrder>();
        if (user.Orders is not { Count: > 0 } ids)
        {
            return found;
        }

        await using var room = await RoomClient.ConnectAsync(
            platform,
            user.User,
            $"eval-orders-{Guid.CreateVersion7():N}",
            cancellationToken
        );
        foreach (var id in ids)
        {
            var reply = await room.AskAsync($"What is the status of order {id}?", cancellationToken);
            if (StatusIn(reply.Content) is { } status)
            {
                found.Add(new PooledOrder(user, id, status));
            }
        }

        return found;
    }

    /// <summary>An order's state in the words of a reply; what was requested of a delivered order comes first.</summary>
    internal static string? StatusIn(string reply) =>
        Requested.Match(reply) is { Success: true } requested ? $"{requested.Groups["what"].Value.ToLowerInvariant()} requested"
        : Status.Match(reply) is { Success: true } status ? status.Value.ToLowerInvariant()
        : null;

    [GeneratedRegex(
        @"\b(?<what>return|exchange)\W{1,3}(?:(?:is|was|has been)\W)?(?:already )?requested\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Requested { get; }

    [GeneratedRegex(
        @"pending \(items? modified\)|\b(?:pending|processed|delivered|cancelled)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Status { get; }
}
