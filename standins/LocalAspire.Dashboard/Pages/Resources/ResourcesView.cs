using System.Globalization;
using LocalAspire.Dashboard.Pages.Rendering;
using LocalAspire.Dashboard.Pages.Shell;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Pages.Resources;

/// <summary>The table of resources.</summary>
internal sealed class ResourcesView(ResourcePalette palette)
{
    public static Html Page(Html table) => Html.Of($"""
        <div class="heading"><h1>Resources</h1></div>
        <div data-live="/live/resources">{table}</div>
        """);

    public Html Table(IReadOnlyList<ResourceSnapshot> resources, string formToken)
    {
        if (resources.Count == 0)
        {
            return EmptyState.Of("No resources yet", Html.Of($"They appear here as soon as the application host adds them to its model."));
        }

        return Html.Of($"""
            <p class="summary">{Summary(resources)}</p>
            <table class="resources">
            <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Health</th><th scope="col">Addresses</th><th scope="col">Process</th><th scope="col">Started</th><th scope="col"><span class="hidden">Actions</span></th></tr></thead>
            <tbody>{resources.Select(resource => Row(resource, formToken))}</tbody>
            </table>
            """);
    }

    private static string Summary(IReadOnlyList<ResourceSnapshot> resources)
    {
        var states = resources.GroupBy(resource => resource.State).OrderByDescending(group => group.Count())
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Words(group.Key)}"));
        return $"{Format.Count(resources.Count, "resource", "resources")}: {string.Join(", ", states)}";
    }

    private Html Row(ResourceSnapshot resource, string formToken) => Html.Of($"""
        <tr data-key="{resource.InstanceId}">
        <th scope="row">{palette.Tag(resource.Name, resource.DisplayName)}<small>{resource.Type}{Html.When(resource.Parent is not null, () => Html.Of($" in {resource.Parent}"))}</small></th>
        <td data-label="State"><span class="state {StateClass(resource)}">{Words(resource.State)}</span>{Message(resource)}</td>
        <td data-label="Health">{Health(resource.Health)}</td>
        <td data-label="Addresses">{Addresses(resource)}</td>
        <td data-label="Process">{Process(resource)}</td>
        <td data-label="Started">{Started(resource)}</td>
        <td class="actions">{Links(resource)}{resource.Commands.Select(command => Button(resource, command, formToken))}</td>
        </tr>
        """);

    private static Html Message(ResourceSnapshot resource)
    {
        var exit = resource is { ExitCode: { } code, ProcessId: null } ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : null;
        var text = string.Join(" · ", new[] { resource.Message, exit }.Where(part => !string.IsNullOrEmpty(part)));
        return Html.When(text.Length > 0, () => Html.Of($"<small>{text}</small>"));
    }

    private static Html Health(ResourceHealth? health) => health is { } known
        ? Html.Of($"""<span class="health {known.ToString().ToLowerInvariant()}">{known.ToString()}</span>""")
        : Html.Of($"""<span class="muted">–</span>""");

    private static Html Addresses(ResourceSnapshot resource) => resource.Addresses.Count == 0
        ? Html.Of($"""<span class="muted">–</span>""")
        : Html.Of($"""<ul class="addresses">{resource.Addresses.Select(Address)}</ul>""");

    private static Html Address(ResourceAddress address)
    {
        var text = address.DisplayText ?? address.Url;
        return Uri.TryCreate(address.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? Html.Of($"""<li><a href="{url.AbsoluteUri}" target="_blank" rel="noopener noreferrer" title="{address.Name}">{text}</a></li>""")
            : Html.Of($"""<li title="{address.Name}"><code>{text}</code></li>""");
    }

    private static Html Process(ResourceSnapshot resource)
    {
        var details = Html.When(resource.EnvironmentNames.Count > 0, () => Html.Of($"""
            <details><summary>{Format.Count(resource.EnvironmentNames.Count, "variable", "variables")}</summary><ul class="names">{resource.EnvironmentNames.Select(name => Html.Of($"<li><code>{name}</code></li>"))}</ul></details>
            """));
        var restarts = Html.When(resource.Restarts > 0, () => Html.Of($"<small>restarted {Format.Count(resource.Restarts, "time", "times")}</small>"));
        return resource.ProcessId is { } pid
            ? Html.Of($"""<span class="number">{pid}</span>{restarts}{details}""")
            : Html.Of($"""<span class="muted">–</span>{restarts}{details}""");
    }

    private static Html Started(ResourceSnapshot resource) => resource.StartedAt is { } started
        ? Html.Of($"""<time datetime="{Format.Iso(started)}" data-since>{started.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}</time>""")
        : Html.Of($"""<span class="muted">–</span>""");

    private static Html Links(ResourceSnapshot resource) => Html.Of($"""
        <span class="links"><a href="/consolelogs/resource/{Uri.EscapeDataString(resource.InstanceId)}">Console</a><a href="/structuredlogs?resource={Uri.EscapeDataString(resource.Name)}">Logs</a><a href="/traces?resource={Uri.EscapeDataString(resource.Name)}">Traces</a></span>
        """);

    private static Html Button(ResourceSnapshot resource, ResourceCommand command, string formToken)
    {
        var confirm = Html.When(command == ResourceCommand.Stop, () => Html.Of($" data-confirm=\"Stop {resource.DisplayName}? It stays stopped until it is started again.\""));
        return Html.Of($"""
            <form method="post" action="/resources/{Uri.EscapeDataString(resource.InstanceId)}/{command.ToString().ToLowerInvariant()}" data-command{confirm}><input type="hidden" name="token" value="{formToken}"><button id="{command.ToString().ToLowerInvariant()}-{resource.InstanceId}" aria-label="{command.ToString()} {resource.DisplayName}">{command.ToString()}</button></form>
            """);
    }

    private static string StateClass(ResourceSnapshot resource) => resource.State switch
    {
        "Running" when resource.Health is ResourceHealth.Unhealthy => "bad",
        "Running" when resource.Health is ResourceHealth.Degraded => "warn",
        "Running" => "good",
        "FailedToStart" or "RuntimeUnhealthy" => "bad",
        "Exited" when resource.ExitCode is not (null or 0) => "bad",
        "Waiting" or "Starting" or "Stopping" => "busy",
        _ => "idle",
    };

    /// <summary>FailedToStart becomes Failed to start.</summary>
    private static string Words(string state) => string.Concat(state.Select((letter, index) =>
        index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
