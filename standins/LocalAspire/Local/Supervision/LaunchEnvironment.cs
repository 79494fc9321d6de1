using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Dashboard;
using LocalAspire.Processes;

namespace LocalAspire.Supervision;

/// <summary>Puts together what is injected into a process: telemetry first, then what the AppHost asked for.</summary>
internal sealed class LaunchEnvironment(DistributedApplicationExecutionContext execution)
{
    /// <summary>Where telemetry goes; null without a dashboard.</summary>
    public DashboardHost? Dashboard { get; set; }

    public async Task<LaunchContext> CreateContextAsync(UnitModel unit, LocalSettings settings, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        AddTelemetry(unit, variables);
        AddPorts(unit, variables);
        var context = new EnvironmentCallbackContext(execution, unit.Resource, variables, cancellationToken);
        foreach (var annotation in unit.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var arguments = new List<object>();
        foreach (var annotation in unit.Resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(arguments, cancellationToken));
        }

        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            environment[name] = await ResolveAsync(value, cancellationToken);
        }

        var resolved = new List<string>();
        foreach (var argument in arguments)
        {
            resolved.Add(await ResolveAsync(argument, cancellationToken));
        }

        var endpoints = unit.Endpoints.ToDictionary(e => e.Endpoint.Name);
        var folder = settings.Data.Folder(unit.InstanceId);
        return new LaunchContext(
            unit.Resource, unit.InstanceId, unit.Replica, endpoints, environment, resolved, folder, settings, line => unit.Console.Write(line));
    }

    private void AddTelemetry(UnitModel unit, Dictionary<string, object> variables)
    {
        if (Dashboard is null || unit.Resource is not (ProjectResource or ExecutableResource))
        {
            return;
        }

        variables["OTEL_SERVICE_NAME"] = unit.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={unit.InstanceId}";
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = Dashboard.OtlpUrl.GetLeftPart(UriPartial.Authority);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = Dashboard.OtlpHeaders;
        // Development wants to see at once what happened: batches leave after a second.
        variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
    }

    private static void AddPorts(UnitModel unit, Dictionary<string, object> variables)
    {
        foreach (var endpoint in unit.Endpoints.Where(e => e.Endpoint.PortVariable is not null))
        {
            variables[endpoint.Endpoint.PortVariable!] = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async ValueTask<string> ResolveAsync(object value, CancellationToken cancellationToken) =>
        (value is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : Convert.ToString(value, CultureInfo.InvariantCulture)) ?? "";
}
