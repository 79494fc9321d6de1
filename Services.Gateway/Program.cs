using Services.Gateway;
using Services.Gateway.Bench;
using Services.Gateway.Conformance;

SocketCompletions.RunInline();
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
    GatewayApplication.Create(args).Run();
}
