using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>Attributes as rows of a definition list.</summary>
internal static class AttributesView
{
    public static IEnumerable<Html> Rows(AttributeList attributes)
    {
        foreach (var (key, value) in attributes.Items)
        {
            var text = value.ToString();
            yield return Html.Of($"""<div><dt>{key}</dt><dd>{(text.Contains('\n') ? Html.Of($"<pre>{text}</pre>") : Html.Of($"{text}"))}</dd></div>""");
        }

        if (attributes.Dropped > 0)
        {
            yield return Html.Of($"""<div class="muted"><dt>Dropped</dt><dd>{Format.Count(attributes.Dropped, "attribute", "attributes")}</dd></div>""");
        }
    }
}
