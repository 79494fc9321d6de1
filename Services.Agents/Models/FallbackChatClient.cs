using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Polly.CircuitBreaker;

namespace Services.Agents.Models;

/// <summary>
/// Asks the first provider, and the next one when it fails before it has said anything, or has failed so often that its circuit is open.
/// Once something was said, a failure is the caller's to see: another model cannot finish its sentence.
/// </summary>
internal sealed partial class FallbackChatClient(
    IReadOnlyList<ModelCandidate> candidates,
    TimeProvider time,
    ILogger<FallbackChatClient> logger
) : IChatClient
{
    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : candidates[0].Client.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        Exception? failure = null;
        foreach (var candidate in candidates)
        {
            using var limit = Limit(candidate.Options.Timeout, cancellationToken, out var timer);
            using (timer)
            {
                try
                {
                    return await candidate.Circuit.AskAsync(
                        token =>
                            InTimeAsync(
                                () => candidate.Client.GetResponseAsync(asked, For(candidate, options), token),
                                timer.Token,
                                cancellationToken
                            ),
                        limit.Token
                    );
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    failure = exception;
                    Note(exception, candidate);
                }
            }
        }

        throw Unavailable(failure!);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        Exception? failure = null;
        foreach (var candidate in candidates)
        {
            using var limit = Limit(candidate.Options.FirstTokenTimeout, cancellationToken, out var timer);
            using var timerOwner = timer;
            await using var updates = candidate
                .Client.GetStreamingResponseAsync(asked, For(candidate, options), limit.Token)
                .GetAsyncEnumerator(limit.Token);
            bool any;
            try
            {
                any = await candidate.Circuit.AskAsync(
                    _ => InTimeAsync(() => updates.MoveNextAsync().AsTask(), timer.Token, cancellationToken),
                    cancellationToken
                );
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failure = exception;
                Note(exception, candidate);
                continue;
            }

            timer.CancelAfter(candidate.Options.Timeout);
            while (any)
            {
                yield return updates.Current;
                any = await NextAsync(candidate, updates, timer.Token, cancellationToken);
            }

            yield break;
        }

        throw Unavailable(failure!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var candidate in candidates)
        {
            candidate.Client.Dispose();
        }
    }

    private static async Task<bool> NextAsync(
        ModelCandidate candidate,
        IAsyncEnumerator<ChatResponseUpdate> updates,
        CancellationToken limit,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await InTimeAsync(() => updates.MoveNextAsync().AsTask(), limit, cancellationToken);
        }
        catch (TimeoutException failure)
        {
            candidate.Circuit.Count(failure);
            throw;
        }
    }

    /// <summary>The model's own slowness is a fault of the model; what the caller calls off is none.</summary>
    private static async ValueTask<T> InTimeAsync<T>(Func<Task<T>> step, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            return await step();
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The model took too long over its answer.", exception);
        }
    }

    private CancellationTokenSource Limit(TimeSpan wait, CancellationToken cancellationToken, out CancellationTokenSource timer)
    {
        timer = new CancellationTokenSource(wait, time);
        return CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
    }

    private static ChatOptions For(ModelCandidate candidate, ChatOptions? options)
    {
        var own = options?.Clone() ?? new ChatOptions();
        own.MaxOutputTokens ??= candidate.Options.MaxOutputTokens;
        own.Temperature ??= candidate.Options.Temperature;
        return own;
    }

    private void Note(Exception failure, ModelCandidate candidate)
    {
        if (failure is not BrokenCircuitException)
        {
            LogFailed(failure, candidate.Name);
        }
    }

    private ModelUnavailableException Unavailable(Exception failure)
    {
        var names = string.Join(", ", candidates.Select(candidate => candidate.Name));
        return failure is BrokenCircuitException
            ? new($"None of the configured models answers ({names}); those that keep failing are not asked for a while.", failure)
            : new($"None of the configured models answered ({names}).", failure);
    }

    [LoggerMessage(1, LogLevel.Warning, "The model provider {Provider} failed before it said anything")]
    private partial void LogFailed(Exception exception, string provider);
}
