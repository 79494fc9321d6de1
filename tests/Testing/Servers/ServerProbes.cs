using System.Net.Sockets;
using System.Text;
using AppHost.Processes;
using Npgsql;
using RabbitMQ.Client;

namespace Switchboard.Testing.Servers;

/// <summary>How a test asks whether a server answers; a failure is an exception.</summary>
internal static class ServerProbes
{
    public static async Task RedisAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, cancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream);
        var password = await server.Password.GetValueAsync(cancellationToken);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {password}\r\nPING\r\n"), cancellationToken);
        foreach (var expected in (string[])["+OK", "+PONG"])
        {
            if (await reader.ReadLineAsync(cancellationToken) is var answer && answer != expected)
            {
                throw new IOException($"redis answers {answer}");
            }
        }
    }

    public static async Task RabbitMqAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(server.ConnectionString!),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(2),
        };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
    }

    public static async Task PostgresAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString};Database=postgres;Pooling=false;Timeout=2");
        await connection.OpenAsync(cancellationToken);
    }
}
