namespace Turns.Bench.Clients;

/// <summary>What to do about the gateway's limits, which are by user.</summary>
internal static class RateLimits
{
    public const string Exceeded = "RATE_LIMIT_EXCEEDED";

    public const string Connections = "ConnectionsPerMinute";

    public const string Messages = "MessagesPerMinute";

    public const string Sessions = "SessionsPerMinute";

    /// <summary>A sentence for who met one, empty where the code is another.</summary>
    public static string Advice(string code, string setting) =>
        code.Contains(Exceeded, StringComparison.Ordinal)
            ? $" Gateway:RateLimits:{setting} is in the way: take fewer customers or a longer --think, "
                + $"or start the platform with 'Gateway__RateLimits__{setting}=0 ./dev up -d'."
            : "";
}
