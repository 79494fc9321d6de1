namespace Services.Retail;

/// <summary>Several things in one sentence.</summary>
public static class EnglishList
{
    /// <summary>For example <c>the lamp, the rug and the chair</c>.</summary>
    public static string Join(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => string.Join(", ", all[..^1]) + " and " + all[^1],
        };
    }
}
