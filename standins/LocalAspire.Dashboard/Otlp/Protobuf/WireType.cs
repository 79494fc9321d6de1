namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary>Protocol Buffers' wire types, the lower three bits of a tag.</summary>
internal static class WireType
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint Length = 2;
    public const uint Fixed32 = 5;
}
