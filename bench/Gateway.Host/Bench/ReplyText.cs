namespace Gateway.Host.Bench;

/// <summary>What replies say: about as much in a chunk as a model's token or two.</summary>
internal static class ReplyText
{
    public const string Chunk = "The Nile is 6,650 km long. ";

    public static ReadOnlySpan<byte> ChunkUtf8 => "The Nile is 6,650 km long. "u8;
}
