using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace LocalAspire.Health;

/// <summary>Authenticates and pings, in inline commands of the Redis protocol.</summary>
internal sealed class RedisHealthProbe(RedisResource resource) : IHealthProbe
{
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(resource.PrimaryEndpoint.Host, resource.PrimaryEndpoint.Port, cancellationToken);
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var password = await resource.PasswordParameter!.GetValueAsync(cancellationToken);
        await Expect("+OK", $"AUTH {password}");
        await Expect("+PONG", "PING");

        async Task Expect(string answer, string command)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
            var line = await reader.ReadLineAsync(cancellationToken);
            if (line != answer)
            {
                throw new UnhealthyException($"redis answers {line ?? "nothing"}");
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
