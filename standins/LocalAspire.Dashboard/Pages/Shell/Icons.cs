using LocalAspire.Dashboard.Pages.Rendering;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>Line drawings on a grid of 24, in the text's colour.</summary>
internal static class Icons
{
    public static readonly Html Resources = Html.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect x="3.5" y="4" width="17" height="6" rx="1.5"/><rect x="3.5" y="14" width="17" height="6" rx="1.5"/><path d="M7 7h.01M7 17h.01M11 7h6M11 17h6"/></svg>""");
    public static readonly Html Console = Html.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><rect x="3" y="4.5" width="18" height="15" rx="2"/><path d="m7 9 3 3-3 3M12.5 15H17"/></svg>""");
    public static readonly Html Logs = Html.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.01M4 12h.01M4 18h.01"/></svg>""");
    public static readonly Html Traces = Html.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M3.5 6H15M7.5 12H20.5M11 18h6"/></svg>""");
    public static readonly Html Metrics = Html.Of($"""<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 4v16h16M8 15l3.5-4 3 2.5L20 7"/></svg>""");
}
