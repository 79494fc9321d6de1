using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// A WebSocket handshake as a request for the application's pipeline, which an Engine.IO endpoint may grant. The request lasts as long as
/// the handshake; the session goes on without it.
/// </summary>
internal sealed class DirectRequest : IHttpUpgradeFeature, IHttpRequestLifetimeFeature
{
    private readonly (string Name, string Value)[] _headers;

    public DirectRequest(ConnectionContext connection, RequestHead head)
    {
        Connection = connection;
        Head = head;
        RequestAborted = connection.ConnectionClosed;
        var target = head.Target;
        var headers = head.ToHeaders();
        _headers = [.. headers.Select(static header => (header.Key, header.Value.ToString()))];
        Features = new FeatureCollection(connection.Features);
        Features.Set<IHttpRequestFeature>(
            new HttpRequestFeature
            {
                Protocol = "HTTP/1.1",
                Scheme = "http",
                Method = "GET",
                Path = head.PathText,
                QueryString = head.QueryString,
                RawTarget = target,
                Headers = headers,
                Body = Stream.Null,
            }
        );
        Features.Set<IHttpResponseFeature>(Response);
        Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var remote = connection.RemoteEndPoint as IPEndPoint;
        var local = connection.LocalEndPoint as IPEndPoint;
        Features.Set<IHttpConnectionFeature>(
            new HttpConnectionFeature
            {
                ConnectionId = connection.ConnectionId,
                RemoteIpAddress = remote?.Address,
                RemotePort = remote?.Port ?? 0,
                LocalIpAddress = local?.Address,
                LocalPort = local?.Port ?? 0,
            }
        );
        Features.Set<IHttpUpgradeFeature>(this);
        Features.Set<IHttpRequestLifetimeFeature>(this);
        Features.Set(this);
    }

    public ConnectionContext Connection { get; }

    public RequestHead Head { get; }

    public FeatureCollection Features { get; }

    public DirectResponse Response { get; } = new();

    public CancellationToken RequestAborted { get; set; }

    /// <summary>What the request was granted; null if it was not.</summary>
    public IEngineSession? Session { get; set; }

    public bool IsUpgradableRequest => true;

    /// <summary>True if nobody has changed the request since it was made of its head.</summary>
    public bool Describes(HttpRequest request)
    {
        foreach (var (name, value) in _headers)
        {
            if (!request.Headers.TryGetValue(name, out var now) || now.Count != 1 || now[0] != value)
            {
                return false;
            }
        }

        return request.Headers.Count == _headers.Length && (request.QueryString.Value ?? "") == Head.QueryString;
    }

    public void Abort() => Connection.Abort();

    /// <summary>Writes the 101; it leaves with the first flush.</summary>
    public async Task AcceptAsync(bool isCompressed)
    {
        await Response.StartAsync();
        DirectUpgrade.WriteAnswer(Connection.Transport.Output, Head, isCompressed, Response.Headers);
    }

    /// <summary>Others than an Engine.IO endpoint upgrade behind the HTTP server.</summary>
    public Task<Stream> UpgradeAsync() => throw new NotSupportedException("This request is upgraded by the HTTP server.");
}
