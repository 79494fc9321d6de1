using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline;

/// <summary>
/// Reads the classifier's weights, those of the sentence embeddings, and the tokenizer's vocabulary while the service starts, so that the
/// first user does not wait for it, and every message is understood alike. Takes about a second.
/// </summary>
internal sealed partial class OfflineWarmUp(
    IServiceProvider services,
    IOptions<OfflineModelOptions> options,
    TimeProvider time,
    ILogger<OfflineWarmUp> log
) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Embeddings)
        {
            UseEmbeddings();
        }

        using var model = new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, time);
        await model.GetResponseAsync("Where is my order?", cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A system that the runtime is not made for is no reason not to serve: n-grams answer alone.
    private void UseEmbeddings()
    {
        try
        {
            if (services.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } embeddings)
            {
                IntentClassifier.Shared.Use(embeddings);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWithoutEmbeddings(e);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Sentence embeddings could not be read; messages are understood by n-grams alone, and less well. "
            + "Set Models:Offline:Embeddings to false if that is meant"
    )]
    private partial void LogWithoutEmbeddings(Exception exception);
}
