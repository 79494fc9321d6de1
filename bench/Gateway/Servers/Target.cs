using System.Net;
using System.Text;
using System.Text.Json;

namespace Gateway.Bench.Servers;

/// <summary>A server that is being measured.</summary>
internal sealed class Target : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerProcess _process;
    private readonly RedisServer? _redis;

    private Target(ServerProcess process, IPEndPoint endpoint, RedisServer? redis, string? token)
    {
        _process = process;
        Endpoint = endpoint;
        _redis = redis;
        Token = token;
    }

    public IPEndPoint Endpoint { get; }

    public int Pid => _process.Pid;

    /// <summary>The Redis behind it; null for the peer, which has none.</summary>
    public int? RedisPid => _redis?.Pid;

    /// <summary>How many keys that match the pattern the server has in Redis.</summary>
    public long CountRedisKeys(string pattern) => _redis?.CountKeys(pattern) ?? 0;

    /// <summary>What clients show when they join; null for the peer, which asks nobody.</summary>
    public string? Token { get; }

    /// <summary>The gateway in its bench mode: production's pipeline, authenticated, with Redis.</summary>
    public static Target StartGateway(string repository, Cores cores)
    {
        var redis = new RedisServer(cores);
        ServerProcess? process = null;
        try
        {
            var endpoint = ServerProcess.FreeEndpoint();
            var folder = Path.Combine(repository, "bench", "Gateway.Host", "bin", "Release", "net10.0");
            var environment = new Dictionary<string, string>
            {
                ["ConnectionStrings__redis"] = redis.Endpoint.ToString(),
                ["Logging__LogLevel__Default"] = "Warning",
            };
            process = ServerProcess.Start(
                cores,
                cores.Server,
                folder,
                environment,
                DotNet,
                "Gateway.Host.dll",
                "--bench",
                "--urls",
                $"http://{endpoint}"
            );
            using var http = new HttpClient { BaseAddress = new Uri($"http://{endpoint}"), Timeout = TimeSpan.FromSeconds(5) };
            var token = process.WaitFor(() => AskForToken(http), Patience);
            return new Target(process, endpoint, redis, token);
        }
        catch
        {
            process?.Dispose();
            redis.Dispose();
            throw;
        }
    }

    /// <summary>The npm <c>socket.io</c> server with the same handlers.</summary>
    public static Target StartPeer(string repository, Cores cores)
    {
        var endpoint = ServerProcess.FreeEndpoint();
        var folder = Path.Combine(repository, "bench", "Gateway", "peer");
        var environment = new Dictionary<string, string> { ["PORT"] = $"{endpoint.Port}", ["NODE_ENV"] = "production" };
        var process = ServerProcess.Start(cores, cores.Server, folder, environment, "node", "server.mjs");
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://{endpoint}"), Timeout = TimeSpan.FromSeconds(5) };
            process.WaitFor(() => http.GetAsync("/socket.io/?EIO=4&transport=polling").GetAwaiter().GetResult(), Patience).Dispose();
            return new Target(process, endpoint, null, null);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _redis?.Dispose();
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private static string? AskForToken(HttpClient http)
    {
        using var body = new StringContent("""{"user":"demo"}""", Encoding.UTF8, "application/json");
        using var response = http.PostAsync("/auth/token", body).GetAwaiter().GetResult();
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        using var json = JsonDocument.Parse(response.Content.ReadAsStream());
        return json.RootElement.GetProperty("token").GetString();
    }
}
