using Services.Contracts.Access;
using Services.Gateway.DemoUsers;

namespace Gateway.Host.Bench;

/// <summary>Whoever asks for a token is a customer of that name.</summary>
internal sealed class AnyDemoUser : IDemoUsers
{
    private const int MaxName = 100;

    public Task<IReadOnlyList<DemoUser>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DemoUser>>([]);

    public Task<DemoUser?> FindAsync(string? name, CancellationToken cancellationToken) =>
        Task.FromResult(
            name is { Length: > 0 and <= MaxName }
                ? new DemoUser
                {
                    User = name,
                    Id = $"bench-{name}",
                    Name = name,
                    Role = Role.Customer,
                    CustomerId = name,
                }
                : null
        );
}
