using Services.Gateway.Tests.Hosting;

[assembly: AssemblyFixture(typeof(GatewayFixture))]
