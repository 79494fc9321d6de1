using Aspire.Hosting.ApplicationModel;
using LocalAspire.Health;
using LocalAspire.Logs;
using LocalAspire.Ports;
using LocalAspire.Recipes;

namespace LocalAspire.Supervision;

/// <summary>What does not change about an instance that is a process.</summary>
internal sealed record UnitModel(
    IResource Resource,
    string InstanceId,
    int Replica,
    IProcessRecipe Recipe,
    IReadOnlyList<AllocatedEndpoint> Endpoints,
    IReadOnlyList<PortReservation> Ports,
    ConsoleLog Console)
{
    /// <summary>Lets the process listen where its ports were held for it.</summary>
    public void ReleasePorts()
    {
        foreach (var port in Ports)
        {
            port.Release();
        }
    }

    public IReadOnlyList<IHealthProbe> CreateProbes() =>
        [.. Resource.Annotations.OfType<HealthProbeAnnotation>().Select(annotation => annotation.Create(new ProbeContext(Resource, Replica)))];
}
