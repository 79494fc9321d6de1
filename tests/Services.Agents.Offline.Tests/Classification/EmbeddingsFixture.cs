using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Tests.Classification;
using Services.Embeddings;

[assembly: AssemblyFixture(typeof(EmbeddingsFixture))]

namespace Services.Agents.Offline.Tests.Classification;

/// <summary>The tests understand messages as the service does: with sentence embeddings.</summary>
public sealed class EmbeddingsFixture
{
    public EmbeddingsFixture() => IntentClassifier.Shared.Use(MiniLmEmbeddingGenerator.Shared);
}
