using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Services.Agents.Tests.Support;

/// <summary>Meters as a service has them.</summary>
internal static class TestMeters
{
    public static IMeterFactory Create() => new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
}
