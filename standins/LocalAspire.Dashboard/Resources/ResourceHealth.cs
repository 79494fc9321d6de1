namespace LocalAspire.Dashboard.Resources;

/// <summary>What the health checks say.</summary>
public enum ResourceHealth
{
    /// <summary>Every check passes, or it runs and has no check.</summary>
    Healthy,

    /// <summary>Answers, with a warning.</summary>
    Degraded,

    /// <summary>A check fails.</summary>
    Unhealthy,
}
