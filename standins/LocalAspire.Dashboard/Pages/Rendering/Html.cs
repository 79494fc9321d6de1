namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>
/// Markup that is safe to send. Made from an interpolated string: what is literal in the source is markup, what is interpolated is encoded
/// unless it is <see cref="Html"/> itself. There is no way to turn a string into markup.
/// </summary>
internal readonly struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty => default;

    /// <summary>Attribute values are always written in double quotes.</summary>
    public static Html Of(HtmlHandler markup) => new(markup.ToMarkup());

    /// <summary>One after the other.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part._markup)));

    /// <summary>The markup if the condition holds, otherwise nothing.</summary>
    public static Html When(bool condition, Func<Html> markup) => condition ? markup() : Empty;

    public override string ToString() => _markup ?? "";
}
