using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>A Redis of the benchmark's own, with the platform's persistence: an append-only file, synced once a second.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("gateway-bench-");
    private readonly ServerProcess _process;

    public RedisServer(Cores cores)
    {
        Endpoint = ServerProcess.FreeEndpoint();
        _process = ServerProcess.Start(
            cores,
            cores.Redis,
            _data.FullName,
            new Dictionary<string, string>(),
            "redis-server",
            "--port",
            Endpoint.Port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            "everysec",
            "--auto-aof-rewrite-min-size",
            "256mb"
        );
        _process.WaitFor(Connect, TimeSpan.FromSeconds(10)).Dispose();
    }

    public IPEndPoint Endpoint { get; }

    public int Pid => _process.Pid;

    /// <summary>How many keys match the pattern.</summary>
    public long CountKeys(string pattern)
    {
        using var client = new TcpClient();
        client.Connect(Endpoint);
        using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        stream.Write(Encoding.ASCII.GetBytes($"EVAL \"return #redis.call('KEYS', ARGV[1])\" 0 {pattern}\r\n"));
        return reader.ReadLine() is [':', .. var count]
            ? long.Parse(count, CultureInfo.InvariantCulture)
            : throw new BenchException("Redis did not say how many keys it has.");
    }

    public void Dispose()
    {
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private TcpClient? Connect()
    {
        var client = new TcpClient();
        client.Connect(Endpoint);
        return client;
    }
}
