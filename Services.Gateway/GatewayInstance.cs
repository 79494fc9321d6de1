namespace Services.Gateway;

/// <summary>Tells this process from the other gateways.</summary>
internal sealed class GatewayInstance
{
    /// <summary>Random, of letters and digits, new with every start.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");
}
