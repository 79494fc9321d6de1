using AppHost.Local;

namespace AppHost.Stores;

/// <summary>The platform's database, of which each service has a role of its own.</summary>
/// <param name="builder">The application.</param>
/// <param name="resource">What services wait for.</param>
/// <param name="address">Where it is: a connection string that lacks role and password.</param>
/// <param name="local">Keeps the passwords.</param>
internal sealed class PlatformDatabase(
    IDistributedApplicationBuilder builder,
    IResourceBuilder<IResourceWithConnectionString> resource,
    ReferenceExpression address,
    LocalState local
)
{
    private readonly Dictionary<string, ParameterResource> _passwords = [];

    /// <summary>Lets a service use it: as its own role, and, while it starts and brings schemas up to date, as their owner.</summary>
    public void GiveTo(IResourceBuilder<ProjectResource> service) =>
        service
            .WithReferenceRelationship(resource)
            .WaitFor(resource)
            .WithEnvironment($"ConnectionStrings__{resource.Resource.Name}", ConnectionStringOf(DatabaseRoles.Of(service.Resource.Name)))
            .WithEnvironment("Migrations__ConnectionString", ConnectionStringOf(DatabaseRoles.Owner));

    /// <summary>Makes the roles that are missing; asked for whenever the server has started, before any service connects.</summary>
    /// <param name="superuser">Connects as the one who may make roles.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PrepareAsync(ReferenceExpression superuser, CancellationToken cancellationToken)
    {
        Dictionary<string, string> passwords = [];
        foreach (var (role, password) in _passwords)
        {
            passwords[role] = await password.GetValueAsync(cancellationToken) ?? "";
        }

        await DatabaseRoles.EnsureAsync(await superuser.GetValueAsync(cancellationToken) ?? "", passwords, cancellationToken);
    }

    private ReferenceExpression ConnectionStringOf(string role)
    {
        if (!_passwords.TryGetValue(role, out var password))
        {
            password = builder.AddSecret($"{role.Replace('_', '-')}-password", local).Resource;
            _passwords.Add(role, password);
        }

        return ReferenceExpression.Create($"{address};Username={role};Password={password}");
    }
}
