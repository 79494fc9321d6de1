using System.Text.Json;
using Services.Contracts.Access;
using Services.Gateway.Agents;

namespace Services.Gateway.DemoUsers;

/// <summary>The demo users: customers out of the agents' seeded data, and staff of the gateway's own.</summary>
internal sealed partial class DemoUserDirectory(IHttpClientFactory clients, TimeProvider time, ILogger<DemoUserDirectory> logger)
    : IDemoUsers
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private static readonly DemoUser[] Staff =
    [
        new()
        {
            User = "operator",
            Id = "staff-operator",
            Name = "Olive Operator",
            Role = Role.Operator,
        },
        new()
        {
            User = "administrator",
            Id = "staff-administrator",
            Name = "Ada Administrator",
            Role = Role.Administrator,
        },
    ];

    private IReadOnlyList<DemoUser> _customers = [];
    private DateTimeOffset _freshUntil = DateTimeOffset.MinValue;

    /// <summary>Everybody who can be asked for. Without the agents service, what it said last, or staff only.</summary>
    public async Task<IReadOnlyList<DemoUser>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now >= _freshUntil && await FetchAsync(cancellationToken) is { } fetched)
        {
            _customers = fetched;
            _freshUntil = now + Freshness;
        }

        return [.. _customers, .. Staff];
    }

    public async Task<DemoUser?> FindAsync(string? name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(user => user.User == name || user.Id == name);

    private async Task<IReadOnlyList<DemoUser>?> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(AgentsClient.Name);
            await using var body = await client.GetStreamAsync("/demo/customers", cancellationToken);
            var found =
                await JsonSerializer.DeserializeAsync(body, DemoUsersJson.Default.IReadOnlyListDemoCustomer, cancellationToken) ?? [];
            return
            [
                .. found.Select(customer => new DemoUser
                {
                    User = customer.User,
                    Id = customer.Id,
                    Name = customer.Name,
                    Role = Role.Customer,
                    CustomerId = customer.CustomerId,
                    OrderCount = customer.OrderCount,
                    Orders = customer.SuggestedOrders,
                }),
            ];
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or IOException || !cancellationToken.IsCancellationRequested)
        {
            LogUnavailable(failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The agents service did not list its demo customers.")]
    private partial void LogUnavailable(Exception failure);
}
