namespace Services.Gateway.DemoUsers;

/// <summary>Who can be signed in without a password.</summary>
internal interface IDemoUsers
{
    /// <summary>Everybody who can be asked for.</summary>
    Task<IReadOnlyList<DemoUser>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The user of that name or id.</summary>
    Task<DemoUser?> FindAsync(string? name, CancellationToken cancellationToken);
}
