namespace Chaos.Running;

/// <summary>What a run was told.</summary>
/// <param name="Duration">How long faults happen, in all episodes together.</param>
/// <param name="Seed">Decides customers and faults.</param>
/// <param name="Customers">How many converse at once.</param>
/// <param name="Commit">Of the source that runs.</param>
/// <param name="Log">Where the platform's own logs of this run go.</param>
/// <param name="Evidence">Where sessions go with which something is wrong.</param>
internal sealed record Settings(TimeSpan Duration, int Seed, int Customers, string Commit, string Log, string Evidence);
