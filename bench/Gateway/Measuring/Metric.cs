namespace Gateway.Bench.Measuring;

/// <summary>A figure that a scenario measures.</summary>
/// <param name="Key">Its name in the JSON report.</param>
/// <param name="Label">Its name in tables, with the unit.</param>
/// <param name="Decimals">Digits after the point.</param>
internal sealed record Metric(string Key, string Label, int Decimals = 0)
{
    /// <summary>What the gateway shall reach; null where the figure is for information.</summary>
    public Goal? Goal { get; init; }
}

/// <summary>What the gateway shall reach, as a bound on its figure or on its ratio to the peer's.</summary>
internal sealed record Goal(double? MinRatio = null, double? MaxRatio = null, double? Min = null, double? Max = null)
{
    /// <summary>Whether it is reached; without a peer's figure, the ratios are not looked at.</summary>
    public bool IsMet(double gateway, double? peer)
    {
        var ratio = gateway / peer;
        return !(ratio < MinRatio) && !(ratio > MaxRatio) && !(gateway < Min) && !(gateway > Max);
    }

    /// <summary>In words, for the table.</summary>
    public string Describe() =>
        string.Join(
            ", ",
            new[]
            {
                MinRatio is { } min ? FormattableString.Invariant($"≥ {min:0.###} × peer") : null,
                MaxRatio is { } max ? FormattableString.Invariant($"≤ {max:0.###} × peer") : null,
                Min is { } least ? FormattableString.Invariant($"≥ {least:0.###}") : null,
                Max is { } most ? FormattableString.Invariant($"≤ {most:0.###}") : null,
            }.OfType<string>()
        );
}
