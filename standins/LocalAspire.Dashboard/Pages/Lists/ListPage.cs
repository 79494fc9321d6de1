using LocalAspire.Dashboard.Api;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;

namespace LocalAspire.Dashboard.Pages.Lists;

/// <summary>A filtered list of telemetry: what it lists and how that looks.</summary>
internal sealed class ListPage<T>
{
    public required Page Entry { get; init; }

    /// <summary>How many are shown when the address does not say.</summary>
    public required int Limit { get; init; }

    /// <summary>Grows with each change of what is listed.</summary>
    public required Func<long> Version { get; init; }

    /// <summary>Oldest first.</summary>
    public required Func<TelemetryFilter, IEnumerable<T>> Matching { get; init; }

    /// <summary>The filter form, with the resources to choose from, around the list.</summary>
    public required Func<ListQuery, IReadOnlyList<string>, Html, Html> Frame { get; init; }

    /// <summary>The list, newest first, out of so many that match.</summary>
    public required Func<ListQuery, IReadOnlyList<T>, int, Html> List { get; init; }
}
