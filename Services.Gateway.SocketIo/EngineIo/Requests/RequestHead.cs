using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Services.Gateway.SocketIo.EngineIo.Requests;

/// <summary>
/// The head of an HTTP/1.1 GET request, read off a fresh connection. Takes only what is whole, plain and without a body: everything else is
/// left to the HTTP server, which answers it as ever.
/// </summary>
internal sealed class RequestHead
{
    private const int MaxBytes = 16 * 1024;

    private readonly byte[] _bytes;
    private readonly int _pathEnd;
    private readonly int _targetEnd;

    private RequestHead(byte[] bytes, int pathEnd, int targetEnd)
    {
        _bytes = bytes;
        _pathEnd = pathEnd;
        _targetEnd = targetEnd;
    }

    private static ReadOnlySpan<byte> Start => "GET /"u8;

    private static ReadOnlySpan<byte> Version => " HTTP/1.1\r\n"u8;

    /// <summary>The path as it was sent.</summary>
    public ReadOnlySpan<byte> Path => _bytes.AsSpan(Start.Length - 1, _pathEnd - Start.Length + 1);

    private ReadOnlySpan<byte> QueryText => _pathEnd == _targetEnd ? [] : _bytes.AsSpan(_pathEnd + 1, _targetEnd - _pathEnd - 1);

    private ReadOnlySpan<byte> HeaderLines => _bytes.AsSpan(_targetEnd + Version.Length);

    /// <summary>Reads a head; <paramref name="end"/> is behind its empty line. Null if it is not all there, or not for us.</summary>
    public static RequestHead? TryRead(in ReadOnlySequence<byte> input, out SequencePosition end)
    {
        end = input.Start;
        var reader = new SequenceReader<byte>(input);
        if (!reader.IsNext(Start) || !reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8) || head.Length > MaxBytes)
        {
            return null;
        }

        end = reader.Position;
        var bytes = new byte[head.Length + 2];
        head.CopyTo(bytes);
        "\r\n"u8.CopyTo(bytes.AsSpan((int)head.Length));
        var targetEnd = bytes.AsSpan().IndexOf(Version);
        if (
            targetEnd < 0
            || bytes.AsSpan(0, targetEnd).IndexOfAny((byte)'\r', (byte)'\n') >= 0
            || bytes.AsSpan(0, targetEnd).ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)
        )
        {
            return null;
        }

        var question = bytes.AsSpan(0, targetEnd).IndexOf((byte)'?');
        var found = new RequestHead(bytes, question < 0 ? targetEnd : question, targetEnd);
        return found.IsPlain() ? found : null;
    }

    /// <summary>A query parameter; empty if it is missing. Escaped values are given as they are.</summary>
    public ReadOnlySpan<byte> Query(ReadOnlySpan<byte> name)
    {
        var rest = QueryText;
        while (!rest.IsEmpty)
        {
            var ampersand = rest.IndexOf((byte)'&');
            var pair = ampersand < 0 ? rest : rest[..ampersand];
            rest = ampersand < 0 ? [] : rest[(ampersand + 1)..];
            if (pair.Length > name.Length && pair[name.Length] == (byte)'=' && pair.StartsWith(name))
            {
                return pair[(name.Length + 1)..];
            }
        }

        return [];
    }

    /// <summary>A header's value, by its name in lower case; empty if it is missing.</summary>
    public string Header(ReadOnlySpan<byte> name) => Encoding.Latin1.GetString(HeaderBytes(name));

    /// <summary>The same as bytes.</summary>
    public ReadOnlySpan<byte> HeaderBytes(ReadOnlySpan<byte> name)
    {
        var rest = HeaderLines;
        while (TryReadLine(ref rest, out var key, out var value))
        {
            if (Ascii.EqualsIgnoreCase(key, name))
            {
                return value;
            }
        }

        return [];
    }

    public HeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        var rest = HeaderLines;
        while (TryReadLine(ref rest, out var key, out var value))
        {
            var name = Encoding.ASCII.GetString(key);
            headers[name] = StringValues.Concat(headers[name], Encoding.Latin1.GetString(value));
        }

        return headers;
    }

    public QueryCollection ToQuery() => new(QueryHelpers.ParseQuery(Encoding.ASCII.GetString(QueryText)));

    private static bool TryReadLine(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var end = rest.IndexOf("\r\n"u8);
        var colon = end < 0 ? -1 : rest[..end].IndexOf((byte)':');
        if (colon < 0)
        {
            key = value = [];
            return false;
        }

        key = rest[..colon];
        value = rest[(colon + 1)..end].Trim((byte)' ');
        rest = rest[(end + 2)..];
        return true;
    }

    /// <summary>No folded or malformed line, and no body.</summary>
    private bool IsPlain()
    {
        var rest = HeaderLines;
        while (!rest.IsEmpty)
        {
            if (
                !TryReadLine(ref rest, out var key, out var value)
                || key.IsEmpty
                || key.ContainsAnyExcept(HeaderNameBytes)
                || value.ContainsAnyInRange((byte)0x00, (byte)0x08)
                || value.IndexOfAny((byte)'\r', (byte)'\n', (byte)0x7F) >= 0
                || Ascii.EqualsIgnoreCase(key, "content-length"u8)
                || Ascii.EqualsIgnoreCase(key, "transfer-encoding"u8)
            )
            {
                return false;
            }
        }

        return true;
    }

    private static readonly SearchValues<byte> HeaderNameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"u8
    );
}
