using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace AppHost.Local;

/// <summary>
/// The loopback ports of the platform. Each has a usual one; who finds it taken gets another, and keeps that from run to run as long as it
/// is free, so that clients find a restarted platform where it was. Not thread-safe.
/// </summary>
internal sealed class Ports(string dataFolder, bool isIsolated)
{
    // Below the range from which Linux takes the ports of outgoing connections: a restarted server finds its port free again.
    private const int First = 20_000;
    private const int Last = 31_999;
    private const int Attempts = 500;

    private readonly string _path = Path.Combine(dataFolder, "ports.json");
    private readonly HashSet<int> _given = [];

    /// <summary>A port that nobody listens on.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="usual">The one that is tried first.</param>
    public int Choose(string name, int usual)
    {
        if (isIsolated)
        {
            return Any(name);
        }

        var kept = File.Exists(_path) ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(_path)) ?? [] : [];
        if (Take(usual))
        {
            return usual;
        }

        if (kept.TryGetValue(name, out var last) && Take(last))
        {
            return last;
        }

        kept[name] = Any(name);
        PrivateFile.Write(_path, JsonSerializer.Serialize(kept));
        return kept[name];
    }

    private int Any(string name)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last + 1);
            if (Take(port))
            {
                return port;
            }
        }

        throw new IOException($"No free port for {name} between {First} and {Last} after {Attempts} attempts.");
    }

    private bool Take(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
        }
        catch (SocketException)
        {
            return false;
        }

        return _given.Add(port);
    }
}
