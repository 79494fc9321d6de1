namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>A key and its value.</summary>
internal readonly record struct OtlpAttribute(string Key, AttributeValue Value);

/// <summary>The attributes of one thing, in the order of arrival.</summary>
/// <param name="Items">Those that were kept.</param>
/// <param name="Dropped">How many were not, at the source or here.</param>
internal sealed record AttributeList(OtlpAttribute[] Items, int Dropped)
{
    public static readonly AttributeList Empty = new([], 0);

    /// <summary>The first value of a key as text, or null.</summary>
    public string? Find(string key)
    {
        foreach (var item in Items)
        {
            if (string.Equals(item.Key, key, StringComparison.Ordinal))
            {
                return item.Value.ToString();
            }
        }

        return null;
    }

    /// <summary>Whether a key or a value contains the text, whatever its case.</summary>
    public bool Contains(string text)
    {
        foreach (var (key, value) in Items)
        {
            if (key.Contains(text, StringComparison.OrdinalIgnoreCase)
                || value.ToString().Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
