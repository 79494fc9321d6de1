using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>
/// A client span <c>chat {model}</c> and metrics for each call, after OpenTelemetry's semantic conventions for generative AI.
/// </summary>
public sealed class OpenTelemetryChatClient : DelegatingChatClient
{
    private const string DefaultSourceName = "Experimental.Microsoft.Extensions.AI";

    private readonly ActivitySource _activitySource;
    private readonly Meter _meter;
    private readonly Histogram<int> _tokenUsage;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _timeToFirstChunk;
    private readonly string? _defaultModelId;
    private readonly string? _providerName;
    private readonly Uri? _endpoint;

    /// <summary>Wraps a client.</summary>
    public OpenTelemetryChatClient(IChatClient innerClient, ILogger? logger = null, string? sourceName = null)
        : base(innerClient)
    {
        var name = string.IsNullOrEmpty(sourceName) ? DefaultSourceName : sourceName;
        _activitySource = new ActivitySource(name);
        _meter = new Meter(name);
        _tokenUsage = _meter.CreateHistogram<int>("gen_ai.client.token.usage", "{token}", "Number of input and output tokens used");
        _duration = _meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "Duration of the operation");
        _timeToFirstChunk = _meter.CreateHistogram<double>(
            "gen_ai.client.operation.time_to_first_chunk", "s", "Time until the first chunk of a streamed response");
        if (innerClient.GetService<ChatClientMetadata>() is { } metadata)
        {
            _defaultModelId = metadata.DefaultModelId;
            _providerName = metadata.ProviderName;
            _endpoint = metadata.ProviderUri;
        }
    }

    /// <summary>True records messages on the span. Default: false.</summary>
    public bool EnableSensitiveData { get; set; }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(ActivitySource) ? _activitySource : base.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var activity = Start(messages, options);
        var started = Stopwatch.GetTimestamp();
        ChatResponse? response = null;
        Exception? error = null;
        try
        {
            response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception)
        {
            error = exception;
            throw;
        }
        finally
        {
            Finish(activity, options, response, error, started, firstChunk: null);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var activity = Start(messages, options);
        var started = Stopwatch.GetTimestamp();
        TimeSpan? firstChunk = null;
        List<ChatResponseUpdate> received = [];
        Exception? error = null;
        var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (Exception exception)
                {
                    error = exception;
                    throw;
                }

                firstChunk ??= Stopwatch.GetElapsedTime(started);
                received.Add(updates.Current);
                yield return updates.Current;

                // The caller's context came back with its request for the next update.
                Activity.Current = activity ?? Activity.Current;
            }
        }
        finally
        {
            Finish(activity, options, received.ToChatResponse(), error, started, firstChunk);
            await updates.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _activitySource.Dispose();
            _meter.Dispose();
        }

        base.Dispose(disposing);
    }

    private Activity? Start(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var model = options?.ModelId ?? _defaultModelId;
        var activity = _activitySource.StartActivity(string.IsNullOrEmpty(model) ? "chat" : $"chat {model}", ActivityKind.Client);
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        activity.SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.request.model", model)
            .SetTag("gen_ai.provider.name", _providerName);
        if (_endpoint is not null)
        {
            activity.SetTag("server.address", _endpoint.Host).SetTag("server.port", _endpoint.Port);
        }

        if (options is not null)
        {
            activity.SetTag("gen_ai.conversation.id", options.ConversationId)
                .SetTag("gen_ai.request.max_tokens", options.MaxOutputTokens)
                .SetTag("gen_ai.request.temperature", options.Temperature)
                .SetTag("gen_ai.request.top_p", options.TopP)
                .SetTag("gen_ai.request.seed", options.Seed);
        }

        if (EnableSensitiveData)
        {
            activity.SetTag("gen_ai.input.messages", JsonSerializer.Serialize(messages, AIJsonUtilities.DefaultOptions));
        }

        return activity;
    }

    private void Finish(
        Activity? activity, ChatOptions? options, ChatResponse? response, Exception? error, long started, TimeSpan? firstChunk)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.request.model", options?.ModelId ?? _defaultModelId },
            { "gen_ai.response.model", response?.ModelId },
            { "gen_ai.provider.name", _providerName },
        };
        if (error is not null)
        {
            tags.Add("error.type", error.GetType().FullName);
            activity?.SetTag("error.type", error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.Message);
        }

        _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        if (firstChunk is { } first)
        {
            _timeToFirstChunk.Record(first.TotalSeconds, tags);
        }

        RecordTokens("input", response?.Usage?.InputTokenCount, tags);
        RecordTokens("output", response?.Usage?.OutputTokenCount, tags);

        if (activity is not { IsAllDataRequested: true } || response is null)
        {
            return;
        }

        activity.SetTag("gen_ai.response.id", response.ResponseId)
            .SetTag("gen_ai.response.model", response.ModelId)
            .SetTag("gen_ai.usage.input_tokens", response.Usage?.InputTokenCount)
            .SetTag("gen_ai.usage.output_tokens", response.Usage?.OutputTokenCount);
        if (response.FinishReason is { } reason)
        {
            activity.SetTag("gen_ai.response.finish_reasons", new[] { reason.Value });
        }

        if (EnableSensitiveData)
        {
            activity.SetTag("gen_ai.output.messages", JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions));
        }
    }

    private void RecordTokens(string type, long? count, TagList tags)
    {
        if (count is not { } tokens)
        {
            return;
        }

        tags.Add("gen_ai.token.type", type);
        _tokenUsage.Record((int)tokens, tags);
    }
}
