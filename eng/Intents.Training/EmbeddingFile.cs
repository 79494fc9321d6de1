using System.Security.Cryptography;
using System.Text;
using Services.Embeddings;

namespace Intents.Training;

/// <summary>
/// Embeddings of the examples, kept in the project's obj folder, so that a second run does not compute again what the first has: all of
/// them take some minutes.
/// </summary>
internal sealed class EmbeddingFile
{
    private const int KeyLength = 16;

    private readonly Dictionary<UInt128, float[]> _known = [];
    private readonly string _path;

    public EmbeddingFile(string path)
    {
        _path = path;
        if (!File.Exists(path))
        {
            return;
        }

        using var reader = new BinaryReader(File.OpenRead(path));
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var key = BitConverter.ToUInt128(reader.ReadBytes(KeyLength));
            var values = new float[MiniLmEmbeddingGenerator.Dimensions];
            Buffer.BlockCopy(reader.ReadBytes(values.Length * sizeof(float)), 0, values, 0, values.Length * sizeof(float));
            _known[key] = values;
        }
    }

    /// <summary>Computes what is not known yet, on all processors, and writes it down.</summary>
    public async Task FillAsync(IEnumerable<string> texts)
    {
        var missing = texts.DistinctBy(Key).Where(text => !_known.ContainsKey(Key(text))).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        Console.WriteLine($"Embedding {missing.Count} texts.");
        var found = new float[missing.Count][];
        await Parallel.ForAsync(
            0,
            missing.Count,
            async (i, stop) =>
                found[i] = (await MiniLmEmbeddingGenerator.Shared.GenerateAsync([missing[i]], cancellationToken: stop))[0].Vector.ToArray()
        );
        await using var writer = new BinaryWriter(new FileStream(_path, FileMode.Append));
        for (var i = 0; i < found.Length; i++)
        {
            _known[Key(missing[i])] = found[i];
            writer.Write(BitConverter.GetBytes(Key(missing[i])));
            foreach (var value in found[i])
            {
                writer.Write(value);
            }
        }
    }

    /// <summary>The embedding of a text that was filled in.</summary>
    public float[] Of(string text) => _known[Key(text)];

    private static UInt128 Key(string text) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, KeyLength));
}
