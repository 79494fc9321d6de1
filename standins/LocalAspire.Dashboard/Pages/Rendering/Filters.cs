using LocalAspire.Dashboard.Resources;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>The choices of the filter forms.</summary>
internal sealed class Filters(TelemetryStore store, IResourceSource resources)
{
    /// <summary>Names of everything that sent telemetry, in the order of the model; those that the model does not know come last.</summary>
    public IReadOnlyList<string> ResourceNames()
    {
        var order = resources.Resources.Select(resource => resource.Name).Distinct().ToList();
        return
        [
            .. store.Resources.All.Select(resource => resource.Name).Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(name => order.IndexOf(name) is var index && index < 0 ? int.MaxValue : index),
        ];
    }

    public static IEnumerable<Html> Options(string all, IReadOnlyList<string> values, string? selected)
    {
        yield return Html.Of($"""<option value="">{all}</option>""");
        foreach (var value in values)
        {
            yield return Option(value, value.Equals(selected, StringComparison.OrdinalIgnoreCase));
        }

        if (selected is not null && !values.Contains(selected, StringComparer.OrdinalIgnoreCase))
        {
            yield return Option(selected, selected: true);
        }
    }

    private static Html Option(string value, bool selected) =>
        Html.Of($"""<option{Html.When(selected, () => Html.Of($" selected"))}>{value}</option>""");
}
