using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using RabbitMQ.Client;
using Services.Contracts.Telemetry;

namespace Services.Messaging.Broker;

/// <summary>
/// Spans after OpenTelemetry's messaging conventions. Publishing and processing are one trace: the producer's span travels in the
/// headers <c>traceparent</c> and <c>tracestate</c>, and the consumer's is its child. The client library's own sources
/// (<c>RabbitMQ.Client.*</c>) start a new trace for each delivery and would double the publish span, so they are left off.
/// </summary>
internal static class MessagingTelemetry
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    private static readonly ActivitySource Source = new(ActivitySources.Messaging);
    private static readonly Meter Meter = new(ActivitySources.Messaging);

    /// <summary>Messages that became dead letters, by queue.</summary>
    public static Counter<long> DeadLetters { get; } =
        Meter.CreateCounter<long>("switchboard.dead_letters", "{message}", "Messages that became dead letters.");

    /// <summary>Deliveries that were not the first of their message, by queue.</summary>
    public static Counter<long> Redeliveries { get; } =
        Meter.CreateCounter<long>("switchboard.redeliveries", "{message}", "Deliveries that were not the first of their message.");

    /// <summary>Makes the series of a queue, so that the first message that is counted is an increase.</summary>
    public static void Watch(string queue)
    {
        DeadLetters.Add(0, new KeyValuePair<string, object?>("messaging.destination.name", queue));
        Redeliveries.Add(0, new KeyValuePair<string, object?>("messaging.destination.name", queue));
    }

    public static Activity? StartPublish(string exchange, string routingKey, string messageId, int size)
    {
        var activity = Source.StartActivity($"send {exchange}", ActivityKind.Producer);
        if (activity is null)
        {
            return null;
        }

        Describe(activity, "send", exchange, routingKey, messageId, size);
        return activity;
    }

    /// <summary>Starts the consumer's span under the producer's, whatever is current here.</summary>
    public static Activity? StartProcess(string queue, string routingKey, IReadOnlyBasicProperties properties, int size)
    {
        Activity.Current = null;
        var parent = Extract(properties.Headers);
        var activity = Source.StartActivity($"process {queue}", ActivityKind.Consumer, parent);
        if (activity is null)
        {
            return null;
        }

        Describe(activity, "process", queue, routingKey, properties.MessageId, size);
        return activity;
    }

    /// <summary>Writes the current span's context into the headers.</summary>
    public static void Inject(IDictionary<string, object?> headers)
    {
        if (Activity.Current is not { } activity)
        {
            return;
        }

        headers[TraceParent] = activity.Id;
        if (activity.TraceStateString is { Length: > 0 } state)
        {
            headers[TraceState] = state;
        }
    }

    public static void Fail(Activity? activity, Exception exception)
    {
        activity?.SetTag(AttributeNames.ErrorType, exception.GetType().FullName);
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
    }

    private static ActivityContext Extract(IDictionary<string, object?>? headers) =>
        headers is not null
        && ActivityContext.TryParse(Text(headers, TraceParent), Text(headers, TraceState), isRemote: true, out var context)
            ? context
            : default;

    private static string? Text(IDictionary<string, object?> headers, string name) =>
        headers.TryGetValue(name, out var value)
            ? value switch
            {
                byte[] bytes => Encoding.UTF8.GetString(bytes),
                string text => text,
                _ => null,
            }
            : null;

    private static void Describe(Activity activity, string operation, string destination, string routingKey, string? messageId, int size)
    {
        activity.SetTag(AttributeNames.MessagingSystem, "rabbitmq");
        activity.SetTag("messaging.operation.type", operation);
        activity.SetTag("messaging.operation.name", operation);
        activity.SetTag("messaging.destination.name", destination);
        activity.SetTag("messaging.rabbitmq.destination.routing_key", routingKey);
        activity.SetTag("messaging.message.body.size", size);
        if (messageId is not null)
        {
            activity.SetTag("messaging.message.id", messageId);
        }
    }
}
