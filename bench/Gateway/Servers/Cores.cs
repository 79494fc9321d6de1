using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>Who runs on which core.</summary>
/// <param name="Server">The server that is measured, alone.</param>
/// <param name="Load">The generator.</param>
/// <param name="Redis">Redis; the generator's core, unless there is a third.</param>
internal sealed record Cores(int Server, int Load, int Redis)
{
    public static Cores Default =>
        Environment.ProcessorCount switch
        {
            < 2 => throw new BenchException("The benchmark needs two cores: one for the server, one for the generator."),
            2 => new Cores(0, 1, 1),
            _ => new Cores(0, 1, 2),
        };
}
