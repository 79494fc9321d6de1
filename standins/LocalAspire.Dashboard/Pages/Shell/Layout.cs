using LocalAspire.Dashboard.Pages.Rendering;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>What every page has around its content.</summary>
internal sealed class Layout(DashboardOptions options)
{
    private static readonly (Page Page, string Path, string Title, Html Icon)[] Entries =
    [
        (Page.Resources, "/", "Resources", Icons.Resources),
        (Page.Console, "/consolelogs", "Console", Icons.Console),
        (Page.Logs, "/structuredlogs", "Logs", Icons.Logs),
        (Page.Traces, "/traces", "Traces", Icons.Traces),
        (Page.Metrics, "/metrics", "Metrics", Icons.Metrics),
    ];

    /// <summary>A page for a signed-in browser.</summary>
    public Html Render(Page active, string title, string formToken, Html content) => Document(title, Html.Of($"""
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="22" height="22"><span>{options.ApplicationName}</span></a>
          <form method="post" action="/logout"><input type="hidden" name="token" value="{formToken}"><button class="quiet">Sign out</button></form>
        </header>
        <nav aria-label="Dashboard">{Entries.Select(entry => Html.Of($"""<a href="{entry.Path}"{Current(entry.Page == active)}>{entry.Icon}<span>{entry.Title}</span></a>"""))}</nav>
        <main id="content" tabindex="-1">{content}</main>
        <dialog id="confirm" aria-labelledby="confirm-text">
          <form method="dialog"><p id="confirm-text"></p><menu><button value="no" class="quiet">Keep it running</button><button value="yes" class="danger">Stop</button></menu></form>
        </dialog>
        <div id="notice" role="status" aria-live="polite"></div>
        """));

    /// <summary>A page without navigation, for anyone.</summary>
    public Html RenderPlain(string title, Html content) =>
        Document(title, Html.Of($"""<main id="content" class="plain">{content}</main>"""));

    private static Html Current(bool active) => Html.When(active, () => Html.Of($" aria-current=\"page\""));

    private Html Document(string title, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · {options.ApplicationName}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/dashboard.css">
        <script type="module" src="/assets/dashboard.js"></script>
        </head>
        <body>{body}</body>
        </html>
        """);
}
