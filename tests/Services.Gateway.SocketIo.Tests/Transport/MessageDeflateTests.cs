using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Transport;

/// <summary>Compressed messages, and what pretends to be one.</summary>
public sealed class MessageDeflateTests
{
    private const int MaxBytes = 10_000;

    [Fact]
    public void TryInflate_WhatWasDeflated_IsTheSame() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                {
                    var isInflated = TryInflate(Deflate(bytes), out var inflated);
                    return isInflated && inflated.AsSpan().SequenceEqual(bytes);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, true)]
    [InlineData(MaxBytes, true)]
    [InlineData(MaxBytes + 1, false)]
    [InlineData(10 * 1024 * 1024, false)]
    public void TryInflate_OfALength_KeepsTheLimit(int length, bool expected) =>
        Assert.Equal(expected, TryInflate(Deflate(new byte[length]), out _));

    [Fact]
    public void TryInflate_AnyBytes_NeverThrowsAndKeepsTheLimit() =>
        Prop.ForAll(
                Mutator.Of([Deflate("hello"u8), Deflate(new byte[5_000]), Deflate(new byte[100_000]), []]),
                bytes =>
                {
                    TryInflate(bytes, out var inflated);
                    return inflated.Length <= MaxBytes;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool TryInflate(byte[] compressed, out byte[] inflated)
    {
        var pooled = ArrayPool<byte>.Shared.Rent(compressed.Length);
        compressed.CopyTo(pooled, 0);
        var message = new InboundMessage(InboundKind.Binary, pooled, compressed.Length);
        var isInflated = MessageDeflate.TryInflate(ref message, MaxBytes, out _);
        inflated = message.Memory.ToArray();
        message.Dispose();
        return isInflated;
    }

    private static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var output = new MemoryStream();
        MessageDeflate.Deflate(bytes, output);
        return output.ToArray();
    }
}
