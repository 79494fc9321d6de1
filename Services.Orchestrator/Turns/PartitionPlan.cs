using System.Text;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Who should work on which partition: highest-random-weight hashing with equal shares. All workers that see the same members come to the
/// same plan without talking, no worker has more than its share, and a worker that comes or goes moves few partitions beside its own.
/// </summary>
internal static class PartitionPlan
{
    /// <summary>The owner of each partition; empty when there are no members.</summary>
    public static IReadOnlyList<string> Assign(int partitions, IReadOnlyCollection<string> members)
    {
        if (members.Count == 0)
        {
            return [];
        }

        var share = (partitions + members.Count - 1) / members.Count;
        var load = members.Distinct(StringComparer.Ordinal).ToDictionary(member => member, _ => 0, StringComparer.Ordinal);
        var owners = new string[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            var owner = load.Where(entry => entry.Value < share)
                .Select(entry => entry.Key)
                .MaxBy(member => (Weight(partition, member), member))!;
            owners[partition] = owner;
            load[owner]++;
        }

        return owners;
    }

    /// <summary>FNV-1a (64 bits) with a final avalanche, so that neighbouring partitions rank the members independently.</summary>
    private static ulong Weight(int partition, string member)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in Encoding.UTF8.GetBytes(member))
        {
            hash = unchecked((hash ^ b) * 1099511628211ul);
        }

        hash = unchecked((hash ^ (ulong)partition) * 1099511628211ul);
        hash ^= hash >> 33;
        hash = unchecked(hash * 0xff51afd7ed558ccdul);
        hash ^= hash >> 33;
        hash = unchecked(hash * 0xc4ceb9fe1a85ec53ul);
        return hash ^ (hash >> 33);
    }
}
