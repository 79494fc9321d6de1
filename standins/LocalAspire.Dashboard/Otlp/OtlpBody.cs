using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Otlp;

/// <summary>Why a body could not be taken.</summary>
internal sealed class OtlpRequestException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}

/// <summary>A request's body in a rented buffer, decompressed, no longer than the limit. Dispose of it to give the buffer back.</summary>
internal readonly struct OtlpBody : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private readonly byte[] _buffer;
    private readonly int _length;

    private OtlpBody(byte[] buffer, int length)
    {
        _buffer = buffer;
        _length = length;
    }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public static async Task<OtlpBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        await using var stream = encoding.ToUpperInvariant() switch
        {
            "" or "IDENTITY" => request.Body,
            "GZIP" => new GZipStream(request.Body, CompressionMode.Decompress),
            _ => throw new OtlpRequestException(
                StatusCodes.Status415UnsupportedMediaType, "Content-Encoding must be gzip or absent."),
        };

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(request.ContentLength ?? 0, FirstSize, limit) + 1);
        var length = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length > limit)
                {
                    throw TooLarge(limit);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return new OtlpBody(buffer, length);
        }
        catch (InvalidDataException exception)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new OtlpDecodingException("The body is not gzip.", exception);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static OtlpRequestException TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {limit} bytes.");
}
