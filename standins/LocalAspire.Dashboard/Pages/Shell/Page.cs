namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>The entries of the navigation.</summary>
internal enum Page
{
    None,
    Resources,
    Console,
    Logs,
    Traces,
    Metrics,
}
