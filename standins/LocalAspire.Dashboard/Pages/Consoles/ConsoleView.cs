using System.Globalization;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Pages.Consoles;

/// <summary>The console output of one instance.</summary>
internal sealed class ConsoleView(ResourcePalette palette)
{
    public Html Page(IReadOnlyList<ResourceSnapshot> resources, ResourceSnapshot? selected) => Html.Of($"""
        <div class="heading"><h1>Console</h1></div>
        {(resources.Count == 0 ? Empty() : Html.Of($"""
            <div class="console-layout">
            <nav class="picker" aria-label="Resource">{resources.Select(resource => Entry(resource, resource == selected))}</nav>
            {(selected is null ? Html.Empty : Console(selected))}
            </div>
            """))}
        """);

    public static Html Line(ConsoleLine line) => Html.Of($"""
        <div class="line{(line.IsError ? " stderr" : "")}"><span class="number">{line.Sequence}</span><time datetime="{Format.Iso(line.Timestamp)}" data-local="clock">{line.Timestamp.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time><span class="text">{AnsiText.ToHtml(line.Text)}</span></div>
        """);

    private static Html Empty() =>
        EmptyState.Of("No resources yet", Html.Of($"The output of each resource is shown here once there are some."));

    private Html Entry(ResourceSnapshot resource, bool selected) => Html.Of($"""
        <a href="/consolelogs/resource/{Uri.EscapeDataString(resource.InstanceId)}"{Html.When(selected, () => Html.Of($" aria-current=\"true\""))}>{palette.Tag(resource.Name, resource.DisplayName)}</a>
        """);

    private static Html Console(ResourceSnapshot resource) => Html.Of($"""
        <section class="console" data-console="/live/console/{Uri.EscapeDataString(resource.InstanceId)}" aria-label="Output of {resource.DisplayName}">
        <div class="toolbar">
          <label class="grow"><span class="hidden">Filter lines</span><input type="search" data-filter placeholder="Filter lines"></label>
          <label class="check"><input type="checkbox" data-errors> Errors only</label>
          <label class="check"><input type="checkbox" data-wrap checked> Wrap</label>
          <button type="button" data-pause aria-pressed="false">Pause</button>
        </div>
        <div class="lines" tabindex="0" role="log" aria-live="off"><p class="muted waiting">Waiting for output …</p></div>
        <button type="button" class="latest" hidden>Latest lines</button>
        </section>
        """);
}
