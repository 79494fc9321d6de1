using LocalAspire.Dashboard.Pages.Rendering;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>What is shown in place of an empty list: why it is empty, and what to do.</summary>
internal static class EmptyState
{
    public static Html Of(string title, Html advice) =>
        Html.Of($"""<div class="empty"><h2>{title}</h2><p>{advice}</p></div>""");
}
