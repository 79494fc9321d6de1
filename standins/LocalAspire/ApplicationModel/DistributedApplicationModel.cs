namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of an application.</summary>
public sealed class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>In the order in which they were added.</summary>
    public IResourceCollection Resources { get; } = resources;
}
