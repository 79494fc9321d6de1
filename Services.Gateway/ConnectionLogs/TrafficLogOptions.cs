namespace Services.Gateway.ConnectionLogs;

/// <summary>Whether events are logged one by one.</summary>
public sealed class TrafficLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway";

    /// <summary>
    /// Logs each event that comes in or goes out, without what is said in it. In development only; elsewhere the gateway does not start
    /// with it. Default false.
    /// </summary>
    public bool LogEvents { get; set; }
}
