using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Api;

/// <summary>Puts items back under their resource and scope, in the order of the first of each.</summary>
internal static class TelemetryGrouping
{
    public static IEnumerable<ResourceBatch<Span>> Group(IEnumerable<SpanEntry> entries) =>
        Group(entries, entry => entry.Resource, entry => entry.Scope, entry => entry.Span);

    public static IEnumerable<ResourceBatch<LogRecord>> Group(IEnumerable<LogEntry> entries) =>
        Group(entries, entry => entry.Resource, entry => entry.Scope, entry => entry.Record);

    private static IEnumerable<ResourceBatch<TItem>> Group<TEntry, TItem>(
        IEnumerable<TEntry> entries,
        Func<TEntry, TelemetryResource> resourceOf,
        Func<TEntry, InstrumentationScope> scopeOf,
        Func<TEntry, TItem> itemOf) =>
        from entry in entries
        group entry by resourceOf(entry) into resource
        select new ResourceBatch<TItem>(
            resource.Key.Attributes,
            [
                .. from entry in resource
                   group entry by (scopeOf(entry).Name, scopeOf(entry).Version) into scope
                   select new ScopeBatch<TItem>(scopeOf(scope.First()), [.. scope.Select(itemOf)]),
            ]);
}
