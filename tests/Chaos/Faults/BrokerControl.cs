using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;

namespace Chaos.Faults;

/// <summary>Asks the broker and gives it orders.</summary>
/// <param name="address">With user and password.</param>
/// <param name="process">Its process; null while it is down.</param>
internal sealed class BrokerControl(string address, Func<int?> process)
{
    private const string Unwrapped = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    // What says which broker is meant.
    private static readonly string[] Variables = ["HOME", "RABBITMQ_NODENAME", "RABBITMQ_CONF_ENV_FILE", "ERL_EPMD_PORT"];

    /// <summary>How many messages were put aside.</summary>
    public async Task<uint> CountDeadLettersAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = new Uri(address) };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        return await channel.MessageCountAsync("dead.letters", cancellationToken);
    }

    /// <summary>Runs a command of the broker's own tool; without effect while the broker is down.</summary>
    public async Task RunAsync(params string[] command)
    {
        if (process() is not { } pid)
        {
            return;
        }

        var start = new ProcessStartInfo(File.Exists(Unwrapped) ? Unwrapped : "rabbitmqctl", ["-q", "--timeout", "10", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in Variables)
        {
            start.Environment[variable] = ValueOf(pid, variable);
        }

        using var control = Process.Start(start)!;
        var errors = control.StandardError.ReadToEndAsync();
        await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0)
        {
            var code = control.ExitCode.ToString(CultureInfo.InvariantCulture);
            Console.WriteLine($"  rabbitmqctl {command[0]} ended with {code}: {(await errors).Trim()}");
        }
    }

    private static string? ValueOf(int pid, string variable) =>
        File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/environ")
            .Split('\0')
            .FirstOrDefault(entry => entry.StartsWith($"{variable}=", StringComparison.Ordinal))
            ?[(variable.Length + 1)..];
}
