using Aspire.Hosting.ApplicationModel;

namespace LocalAspire.Supervision;

/// <summary>What a resource waits for.</summary>
internal static class Dependencies
{
    /// <summary>Its own waits and the parent it belongs to.</summary>
    public static IEnumerable<WaitAnnotation> Of(IResource resource)
    {
        var waits = resource.Annotations.OfType<WaitAnnotation>();
        return resource is IResourceWithParent child ? waits.Append(new WaitAnnotation(child.Parent, WaitType.WaitUntilHealthy)) : waits;
    }

    /// <summary>Returns once every instance of every dependency is as it must be.</summary>
    public static async Task WaitAsync(IResource resource, StatusBoard board, Action<string> report, CancellationToken cancellationToken)
    {
        var waits = Of(resource).ToList();
        if (waits.Count == 0)
        {
            return;
        }

        var last = "";
        await board.WaitAsync(statuses =>
        {
            var missing = waits.Where(wait => !IsOver(wait, statuses)).Select(wait => wait.Resource.Name).Distinct().ToList();
            var message = missing.Count == 0 ? "" : $"waits for {string.Join(", ", missing)}";
            if (message.Length > 0 && message != last)
            {
                last = message;
                report(message);
            }

            return missing.Count == 0;
        }, cancellationToken);
    }

    /// <summary>Resources in groups: the first group depends on nothing that is left, and so on. A circle is an error.</summary>
    public static IReadOnlyList<IReadOnlyList<IResource>> StopOrder(IReadOnlyCollection<IResource> resources)
    {
        var left = resources.ToList();
        var groups = new List<IReadOnlyList<IResource>>();
        while (left.Count > 0)
        {
            var needed = left.SelectMany(Of).Select(wait => wait.Resource).ToHashSet();
            var free = left.Where(resource => !needed.Contains(resource)).ToList();
            if (free.Count == 0)
            {
                throw new Aspire.Hosting.DistributedApplicationException($"These resources wait for each other: {string.Join(", ", left.Select(r => r.Name))}.");
            }

            groups.Add(free);
            left.RemoveAll(free.Contains);
        }

        return groups;
    }

    private static bool IsOver(WaitAnnotation wait, IReadOnlyList<UnitStatus> statuses)
    {
        var instances = statuses.Where(status => status.Resource == wait.Resource).ToList();
        return instances.Count == 0 || instances.All(status => wait.WaitType is WaitType.WaitUntilStarted ? status.IsRunning : status.IsHealthy);
    }
}
