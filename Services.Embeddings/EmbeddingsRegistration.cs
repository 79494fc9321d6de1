using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Services.Embeddings;

/// <summary>Registers sentence embeddings.</summary>
public static class EmbeddingsRegistration
{
    /// <summary>Adds <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>; the weights are read when it is first asked for.</summary>
    public static void AddEmbeddings(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(static _ => MiniLmEmbeddingGenerator.Shared);
}
