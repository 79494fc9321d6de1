namespace LocalAspire.Dashboard.Resources;

/// <summary>What a person may tell a resource to do.</summary>
public enum ResourceCommand
{
    /// <summary>Start a stopped instance.</summary>
    Start,

    /// <summary>Stop it gracefully; it stays stopped.</summary>
    Stop,

    /// <summary>Stop it gracefully and start it again.</summary>
    Restart,
}
