using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Logs each call: that it was made at Debug, its messages at Trace only.</summary>
public partial class LoggingChatClient : DelegatingChatClient
{
    private readonly ILogger _logger;

    /// <summary>Wraps a client.</summary>
    public LoggingChatClient(IChatClient innerClient, ILogger logger)
        : base(innerClient) => _logger = logger;

    /// <summary>How messages are written to the log.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; set; } = AIJsonUtilities.DefaultOptions;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        LogInvoked(nameof(GetResponseAsync), messages);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            Completed(_logger, nameof(GetResponseAsync));
            return response;
        }
        catch (OperationCanceledException)
        {
            Canceled(_logger, nameof(GetResponseAsync));
            throw;
        }
        catch (Exception exception)
        {
            Failed(_logger, exception, nameof(GetResponseAsync));
            throw;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        LogInvoked(nameof(GetStreamingResponseAsync), messages);
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                {
                    break;
                }
            }
            catch (OperationCanceledException)
            {
                Canceled(_logger, nameof(GetStreamingResponseAsync));
                throw;
            }
            catch (Exception exception)
            {
                Failed(_logger, exception, nameof(GetStreamingResponseAsync));
                throw;
            }

            yield return updates.Current;
        }

        Completed(_logger, nameof(GetStreamingResponseAsync));
    }

    private void LogInvoked(string method, IEnumerable<ChatMessage> messages)
    {
        if (_logger.IsEnabled(LogLevel.Trace))
        {
            InvokedSensitive(_logger, method, JsonSerializer.Serialize(messages, JsonSerializerOptions));
        }
        else
        {
            Invoked(_logger, method);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "{Method} invoked")]
    private static partial void Invoked(ILogger logger, string method);

    [LoggerMessage(2, LogLevel.Trace, "{Method} invoked: {Messages}")]
    private static partial void InvokedSensitive(ILogger logger, string method, string messages);

    [LoggerMessage(3, LogLevel.Debug, "{Method} completed")]
    private static partial void Completed(ILogger logger, string method);

    [LoggerMessage(4, LogLevel.Debug, "{Method} canceled")]
    private static partial void Canceled(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Error, "{Method} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string method);
}
