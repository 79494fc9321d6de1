namespace LocalAspire.Dashboard.Telemetry.Search;

/// <summary>Something that a search is matched against.</summary>
internal interface ISearchable
{
    /// <summary>The names that may stand before a colon, in lower case.</summary>
    static abstract bool IsField(string name);

    string? Field(string name);

    string? Attribute(string name);

    bool Contains(string text);
}
