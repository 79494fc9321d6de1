using Gateway.Host.Bench;
using Gateway.Host.Conformance;

if (args.Contains(ConformanceApplication.Flag))
{
    ConformanceApplication.Create(args).Run();
}
else if (args.Contains(BenchApplication.Flag))
{
    BenchApplication.Create(args).Run();
}
else
{
    Console.Error.WriteLine($"Say which: {ConformanceApplication.Flag} or {BenchApplication.Flag}.");
    return 2;
}

return 0;
