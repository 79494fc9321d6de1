namespace ServiceDefaults.Peers;

/// <summary>What a service does with keys, and hence which it cannot be without.</summary>
internal sealed class PeerNeeds
{
    private const string Help = "./dev up makes the keys; docs/operations.md says how to make and give them elsewhere.";

    /// <summary>The service's name in the application's model.</summary>
    public string Service { get; set; } = "";

    /// <summary>It asks others.</summary>
    public bool Signs { get; set; }

    /// <summary>Others ask it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>What is not set, and what it is for; null if nothing is.</summary>
    public string? Missing(PeerOptions options) =>
        Signs && string.IsNullOrWhiteSpace(options.Key)
            ? $"Peers:Key is not set, nor Peers:KeyFile: '{Service}' signs its requests to other services with it. {Help}"
        : IsAsked && options.Accepted.Count == 0
            ? $"Peers:Accepted is not set, nor Peers:AcceptedFile: '{Service}' knows by them who asks it. {Help}"
        : null;
}
