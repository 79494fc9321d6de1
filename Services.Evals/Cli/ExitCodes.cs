namespace Services.Evals.Cli;

/// <summary>What the command line exits with.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is at or above the thresholds.</summary>
    public const int Good = 0;

    /// <summary>Something is below a threshold.</summary>
    public const int BelowThreshold = 1;

    /// <summary>The command line or the suite is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The platform cannot be reached.</summary>
    public const int Unreachable = 3;
}
