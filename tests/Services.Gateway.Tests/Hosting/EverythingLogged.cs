using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Services.Gateway.Tests.Hosting;

/// <summary>
/// Whatever a gateway could write down, at the level that tells most: texts, values and scopes of its log, exceptions, and all that spans
/// of whatever source say. A gateway has to be started with <see cref="Settings"/>. Spans are the process', and cost: tests with it are of
/// its collection, which runs beside no other.
/// </summary>
[ProviderAlias(Alias)]
internal sealed class EverythingLogged : ILoggerProvider, ISupportExternalScope
{
    /// <summary>The collection of the tests.</summary>
    public const string Collection = "everything logged";

    private const string Alias = "EverythingLogged";

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ActivityListener _listener;
    private IExternalScopeProvider? _scopes;

    public EverythingLogged(GatewayHost gateway)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Write,
        };
        ActivitySource.AddActivityListener(_listener);
        gateway.Services.GetRequiredService<ILoggerFactory>().AddProvider(this);
    }

    /// <summary>A provider's own level goes before those of categories.</summary>
    public static string Settings => $"Logging:{Alias}:LogLevel:Default=Trace";

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => _listener.Dispose();

    private void Write(Activity span) =>
        _lines.Enqueue(
            string.Join(
                ' ',
                [
                    $"span {span.Source.Name} {span.DisplayName} {span.StatusDescription} {span.TraceStateString}",
                    .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
                    .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
                    .. span.Events.SelectMany(e => e.Tags).Select(tag => $"{tag.Key}={tag.Value}"),
                ]
            )
        );

    private sealed class Logger(EverythingLogged owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = $"{category} {formatter(state, exception)} {TextOf(state)} {exception}";
            owner._scopes?.ForEachScope((scope, _) => line += $" {TextOf(scope)}", 0);
            owner._lines.Enqueue(line);
        }

        private static string TextOf(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values
                ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}"))
                : $"{state}";
    }
}

/// <summary>Tests that write down all that the process says.</summary>
[CollectionDefinition(EverythingLogged.Collection, DisableParallelization = true)]
public sealed class NothingBeside;
