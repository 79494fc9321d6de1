using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace Services.Embeddings;

/// <summary>
/// all-MiniLM-L6-v2 in this process: an English text becomes <see cref="Dimensions"/> numbers of unit length, near to those of texts that
/// mean alike. Computes on the thread that calls, about 0.25 ms a token, so what it returns is already there. Reading the weights takes
/// about 0.4 s and some 300 MB, so a process has one. Safe for use by many threads at once.
/// </summary>
public sealed class MiniLmEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>How many numbers a text becomes.</summary>
    public const int Dimensions = 384;

    /// <summary>Tokens that are read of a text, as many as the model was trained on: about 500 characters, and 30 ms.</summary>
    public const int LongestInput = 128;

    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly EmbeddingGeneratorMetadata Metadata = new(
        "onnxruntime",
        defaultModelId: "all-MiniLM-L6-v2",
        defaultModelDimensions: Dimensions
    );

    private static readonly Lazy<MiniLmEmbeddingGenerator> Loaded = new(static () => new MiniLmEmbeddingGenerator());

    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;
    private readonly string[] _outputs;

    private MiniLmEmbeddingGenerator()
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        using var vocabulary = MiniLmFiles.OpenVocabulary();
        _tokenizer = BertTokenizer.Create(vocabulary, new BertOptions { LowerCaseBeforeTokenization = true });
        _session = new InferenceSession(MiniLmFiles.ReadModel(), options);
        _outputs = [_session.OutputNames[0]];
    }

    /// <summary>The process's own; its weights are read on first use.</summary>
    /// <exception cref="FileNotFoundException">They are not beside the program.</exception>
    /// <exception cref="TypeInitializationException">ONNX Runtime is not there for this system.</exception>
    public static MiniLmEmbeddingGenerator Shared => Loaded.Value;

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(new Embedding<float>(Embed(value)) { ModelId = Metadata.DefaultModelId });
        }

        return Task.FromResult(embeddings);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <summary>Does nothing: it is the process's, and ends with it.</summary>
    public void Dispose() { }

    private float[] Embed(string text)
    {
        var tokens = _tokenizer.EncodeToIds(text, LongestInput, out _, out _);
        var ids = new long[tokens.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = tokens[i];
        }

        var mask = new long[ids.Length];
        Array.Fill(mask, 1);
        long[] shape = [1, ids.Length];
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var options = new RunOptions();
        using var results = _session.Run(options, Inputs, [idValue, maskValue, typeValue], _outputs);
        return Mean(results[0].GetTensorDataAsSpan<float>());
    }

    private static float[] Mean(ReadOnlySpan<float> tokens)
    {
        var sum = new float[Dimensions];
        for (var at = 0; at < tokens.Length; at += Dimensions)
        {
            TensorPrimitives.Add(sum, tokens.Slice(at, Dimensions), sum);
        }

        TensorPrimitives.Divide(sum, Math.Max(TensorPrimitives.Norm<float>(sum), float.Epsilon), sum);
        return sum;
    }
}
