using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// The head of an HTTP/1.1 GET request, read off a fresh connection. Takes only what is whole, plain and without a body, with one host and
/// every header once, and within the HTTP server's limits: everything else is left to that server, which answers it as ever.
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

    /// <summary>Path and query as they were sent.</summary>
    public string Target => Encoding.ASCII.GetString(_bytes.AsSpan(Start.Length - 1, _targetEnd - Start.Length + 1));

    /// <summary>The path, in which nothing is escaped.</summary>
    public string PathText => Encoding.ASCII.GetString(Path);

    /// <summary>The query with its question mark; empty if there is none.</summary>
    public string QueryString => Encoding.ASCII.GetString(_bytes.AsSpan(_pathEnd, _targetEnd - _pathEnd));

    /// <summary>The path as it was sent.</summary>
    public ReadOnlySpan<byte> Path => _bytes.AsSpan(Start.Length - 1, _pathEnd - Start.Length + 1);

    private ReadOnlySpan<byte> QueryText => _pathEnd == _targetEnd ? [] : _bytes.AsSpan(_pathEnd + 1, _targetEnd - _pathEnd - 1);

    private ReadOnlySpan<byte> HeaderLines => _bytes.AsSpan(_targetEnd + Version.Length);

    /// <summary>Reads a head; <paramref name="end"/> is behind its empty line. Null if it is not all there, or not for us.</summary>
    public static RequestHead? TryRead(in ReadOnlySequence<byte> input, KestrelServerLimits limits, out SequencePosition end)
    {
        end = input.Start;
        var reader = new SequenceReader<byte>(input);
        if (
            !reader.IsNext(Start)
            || !reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8)
            || head.Length > Math.Min(MaxBytes, limits.MaxRequestHeadersTotalSize)
        )
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
            || targetEnd + Version.Length > limits.MaxRequestLineSize
            || bytes.AsSpan(0, targetEnd).IndexOfAny((byte)'\r', (byte)'\n') >= 0
            || bytes.AsSpan(0, targetEnd).ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)
        )
        {
            return null;
        }

        var question = bytes.AsSpan(0, targetEnd).IndexOf((byte)'?');
        var found = new RequestHead(bytes, question < 0 ? targetEnd : question, targetEnd);
        return found.HasPlainPath() && found.HasPlainHeaders(limits.MaxRequestHeaderCount) ? found : null;
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

    /// <summary>A pattern as <see cref="PathEndsWith"/> takes it.</summary>
    public static byte[] PathOf(string pattern) => Encoding.UTF8.GetBytes(pattern.Trim('/'));

    /// <summary>True if the path can be that of an endpoint, whatever the application's base path; routing says whether it is.</summary>
    public bool PathEndsWith(byte[] path)
    {
        var own = Path.Trim((byte)'/');
        return own.Length >= path.Length && Ascii.EqualsIgnoreCase(own[^path.Length..], path);
    }

    /// <summary>True for a name and a value that can be written as a header line.</summary>
    public static bool IsHeader(string name, string? value) =>
        name.Length > 0
        && !name.AsSpan().ContainsAnyExcept(HeaderNameCharacters)
        && value is not null
        && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    public HeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        var rest = HeaderLines;
        while (TryReadLine(ref rest, out var key, out var value))
        {
            headers[Encoding.ASCII.GetString(key)] = Encoding.Latin1.GetString(value);
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

    /// <summary>A path that means what it says: nothing is escaped, empty or relative.</summary>
    private bool HasPlainPath() => !Path.Contains((byte)'%') && Path.IndexOf("//"u8) < 0 && Path.IndexOf("/."u8) < 0;

    /// <summary>No folded, malformed or repeated line, one host, and no body.</summary>
    private bool HasPlainHeaders(int limit)
    {
        var rest = HeaderLines;
        for (var count = 0; !rest.IsEmpty; count++)
        {
            if (
                count == limit
                || !TryReadLine(ref rest, out var key, out var value)
                || key.IsEmpty
                || key.ContainsAnyExcept(HeaderNameBytes)
                || value.ContainsAnyInRange((byte)0x00, (byte)0x08)
                || value.IndexOfAny((byte)'\r', (byte)'\n', (byte)0x7F) >= 0
                || Ascii.EqualsIgnoreCase(key, "content-length"u8)
                || Ascii.EqualsIgnoreCase(key, "transfer-encoding"u8)
                || HasHeader(rest, key)
            )
            {
                return false;
            }
        }

        var host = HeaderBytes("host"u8);
        return !host.IsEmpty && !host.ContainsAnyExcept(HostBytes);
    }

    private static bool HasHeader(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> name)
    {
        while (TryReadLine(ref lines, out var key, out _))
        {
            if (Ascii.EqualsIgnoreCase(key, name))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:[]"u8
    );

    private static readonly SearchValues<byte> HeaderNameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"u8
    );

    private static readonly SearchValues<char> HeaderNameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~"
    );
}
