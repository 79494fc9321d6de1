using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Data;
using LocalAspire.Ports;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Runs <c>redis-server</c> with an append-only file. The password is in the configuration file, not on the command line.</summary>
internal sealed class RedisRecipe(RedisResource resource) : IProcessRecipe
{
    public string ResourceType => "Redis";

    public async Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var password = await resource.PasswordParameter!.GetValueAsync(cancellationToken);
        var configuration = Path.Combine(context.Folder, "redis.conf");
        PrivateFile.Write(configuration, string.Create(CultureInfo.InvariantCulture,
            $"""
            bind {PortAllocator.Loopback}
            port {context.Endpoints[RedisResource.PrimaryEndpointName].Port}
            dir "{context.Folder}"
            requirepass {password}
            appendonly yes
            appendfsync everysec
            auto-aof-rewrite-min-size 256mb
            save ""
            daemonize no

            """));
        return new LaunchPlan
        {
            FileName = Programs.Require("redis-server"),
            Arguments = [configuration, .. context.Arguments],
            WorkingDirectory = context.Folder,
            Environment = context.Environment,
            StopSignal = context.Settings.Isolated ? Signal.Kill : Signal.Terminate,
        };
    }
}
