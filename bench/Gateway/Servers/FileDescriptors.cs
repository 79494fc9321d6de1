using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>The limit on open files, which the servers inherit.</summary>
internal static class FileDescriptors
{
    private const ulong Spare = 500;

    /// <summary>Raises it as far as it goes.</summary>
    public static void Raise()
    {
        _ = Libc.GetLimit(Libc.OpenFiles, out var limit);
        limit.Soft = limit.Hard;
        _ = Libc.SetLimit(Libc.OpenFiles, in limit);
    }

    /// <summary>Throws if so many connections are not possible.</summary>
    public static void Require(int connections)
    {
        _ = Libc.GetLimit(Libc.OpenFiles, out var limit);
        if (limit.Soft < (ulong)connections + Spare)
        {
            throw new BenchException(
                $"{connections} connections need 'ulimit -n {(ulong)connections + Spare}'; the hard limit here is {limit.Hard}."
            );
        }
    }
}
