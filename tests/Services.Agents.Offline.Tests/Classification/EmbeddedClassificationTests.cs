using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Agents.Offline.Classification;
using Services.Embeddings;
using Switchboard.Testing;

namespace Services.Agents.Offline.Tests.Classification;

public sealed class EmbeddedClassificationTests
{
    private const string Story = "My sister had the very same one and it lasted for years, whatever the weather was like. ";
    private static readonly IntentModel Model = IntentModel.LoadEmbedded();

    /// <summary>Each text is new to it: what was guessed before is not what is measured.</summary>
    [Fact]
    public void Classify_HostileMessageForTheFirstTime_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            HostileTexts.For(typeof(OfflineChatClient).Assembly),
            static text => New(MiniLmEmbeddingGenerator.Shared).Classify(text)
        );

    [Theory]
    [InlineData(1, 40)]
    [InlineData(20, 20)]
    [InlineData(40, 1)]
    [InlineData(200, 8)]
    public void Classify_RequestInALongStory_IsFound(int before, int after)
    {
        var story = string.Concat(Enumerable.Repeat(Story, before));
        var rest = string.Concat(Enumerable.Repeat(Story, after));

        Assert.Equal(
            Intents.CancelOrder,
            New(MiniLmEmbeddingGenerator.Shared).Classify($"{story}Please cancel my order #W1000101 before it ships. {rest}").Intent
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void Condense_AnyText_IsBounded(int sentences)
    {
        var text = string.Concat(Enumerable.Repeat(Story, sentences));

        Assert.InRange(Passages.Condense(text, Model).Length, 0, Passages.Longest);
        Assert.InRange(Passages.Condense(text.Replace(" ", "", StringComparison.Ordinal), Model).Length, 0, Passages.Longest);
    }

    [Fact]
    public void Classify_SameTextAgain_AsksForOneEmbedding()
    {
        using var generator = new CountingGenerator(MiniLmEmbeddingGenerator.Shared);
        var classifier = New(generator);

        Assert.Equal(classifier.Classify("where is my parcel"), classifier.Classify("where is my parcel"));
        Assert.Equal(1, generator.Asked);
    }

    [Fact]
    public void Classify_GeneratorThatKeepsWaiting_AnswersByNgrams()
    {
        using var generator = new SilentGenerator();
        var classifier = New(generator);

        Assert.Equal(New(null).Classify("where is my parcel"), classifier.Classify("where is my parcel"));
    }

    [Fact]
    public void GetOrAdd_MoreTextsThanAreKept_ForgetsTheOldest()
    {
        var guesses = new RecentGuesses();
        var made = 0;
        IntentGuess Guess(string text) => new(text, ++made);
        for (var i = 0; i < 3 * RecentGuesses.Generation; i++)
        {
            guesses.GetOrAdd($"text {i}", Guess);
        }

        guesses.GetOrAdd($"text {3 * RecentGuesses.Generation - 1}", Guess);
        Assert.Equal(3 * RecentGuesses.Generation, made);
        guesses.GetOrAdd("text 0", Guess);
        Assert.Equal(3 * RecentGuesses.Generation + 1, made);
    }

    [Fact]
    public async Task Generate_TextsThatMeanAlike_AreNear()
    {
        var generated = await MiniLmEmbeddingGenerator.Shared.GenerateAsync(
            ["these boots are too small", "my shoes do not fit", "what is the capital of Peru"],
            cancellationToken: TestContext.Current.CancellationToken
        );
        var (boots, shoes, capital) = (generated[0].Vector, generated[1].Vector, generated[2].Vector);

        Assert.All(generated, static embedding => Assert.Equal(MiniLmEmbeddingGenerator.Dimensions, embedding.Vector.Length));
        Assert.Equal(1, Dot(boots, boots), 0.001);
        Assert.True(Dot(boots, shoes) > Dot(boots, capital) + 0.3);
    }

    /// <summary>A system that the runtime is not made for.</summary>
    [Fact]
    public async Task StartAsync_EmbeddingsThatCannotBeRead_StartsWithout()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(static _ => throw new DllNotFoundException("onnxruntime"))
            .BuildServiceProvider();
        var warmUp = new OfflineWarmUp(
            services,
            Options.Create(new OfflineModelOptions()),
            TimeProvider.System,
            NullLogger<OfflineWarmUp>.Instance
        );

        await warmUp.StartAsync(TestContext.Current.CancellationToken);
    }

    private static IntentClassifier New(IEmbeddingGenerator<string, Embedding<float>>? embeddings)
    {
        var classifier = new IntentClassifier(Model);
        if (embeddings is not null)
        {
            classifier.Use(embeddings);
        }

        return classifier;
    }

    private static float Dot(ReadOnlyMemory<float> one, ReadOnlyMemory<float> other) =>
        one.ToArray().Zip(other.ToArray(), static (a, b) => a * b).Sum();

    private sealed class CountingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner)
        : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public int Asked { get; private set; }

        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values,
            EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default
        )
        {
            Asked++;
            return base.GenerateAsync(values, options, cancellationToken);
        }
    }

    private sealed class SilentGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values,
            EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default
        ) => new TaskCompletionSource<GeneratedEmbeddings<Embedding<float>>>().Task;

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
