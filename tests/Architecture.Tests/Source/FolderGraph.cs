namespace Architecture.Tests.Source;

/// <summary>
/// The folders beside each other in one folder of a project, and which of them depend on which. A folder stands for everything below it;
/// the files that lie beside the folders stand for themselves, so that one may be what the folders rest on and another what composes them;
/// a folder and the types beside it that are its public face may know each other.
/// </summary>
/// <param name="Folder">Below the project; empty for the project itself.</param>
/// <param name="Edges">From and to, with an example.</param>
internal sealed record FolderGraph(string Folder, IReadOnlyDictionary<(string From, string To), SourceReference> Edges)
{
    public static IEnumerable<FolderGraph> Of(IEnumerable<SourceReference> references) =>
        references
            .Select(reference => (Place: PlaceOf(reference), Reference: reference))
            .GroupBy(found => found.Place.Folder)
            .Select(graph => new FolderGraph(
                graph.Key,
                graph.GroupBy(found => (found.Place.From, found.Place.To)).ToDictionary(edge => edge.Key, edge => edge.First().Reference)
            ));

    /// <summary>A shortest way from a folder to another and back; null if there is none.</summary>
    public IReadOnlyList<(string From, string To)>? FindCycle()
    {
        var next = Edges.Keys.ToLookup(edge => edge.From, edge => edge.To);
        var folders = Edges.Keys.SelectMany(edge => new[] { edge.From, edge.To }).Where(node => !IsFile(node)).Distinct().Order().ToList();
        return folders
            .SelectMany(one => folders.Where(other => string.CompareOrdinal(one, other) < 0).Select(other => WayRound(one, other, next)))
            .OfType<IReadOnlyList<(string From, string To)>>()
            .MinBy(cycle => cycle.Count);
    }

    /// <summary>The steps of a cycle, with an example of each.</summary>
    public string Describe(IEnumerable<(string From, string To)> cycle) =>
        string.Join(
            Environment.NewLine,
            cycle.Select(edge => $"  {edge.From} → {edge.To}: {Edges[edge].From.Path} names {Edges[edge].Name} ({Edges[edge].To.Path})")
        );

    private static IReadOnlyList<(string From, string To)>? WayRound(string one, string other, ILookup<string, string> next) =>
        PathBetween(one, other, next) is { } there && PathBetween(other, one, next) is { } back ? [.. there, .. back] : null;

    private static List<(string From, string To)>? PathBetween(string from, string to, ILookup<string, string> next)
    {
        Dictionary<string, string> cameFrom = new(StringComparer.Ordinal) { [from] = "" };
        Queue<string> open = new([from]);
        while (open.TryDequeue(out var here))
        {
            if (here == to)
            {
                List<(string, string)> path = [];
                for (; here != from; here = cameFrom[here])
                {
                    path.Insert(0, (cameFrom[here], here));
                }

                return path;
            }

            foreach (var there in next[here].Where(there => cameFrom.TryAdd(there, here)))
            {
                open.Enqueue(there);
            }
        }

        return null;
    }

    private static (string Folder, string From, string To) PlaceOf(SourceReference reference)
    {
        var (from, to) = (reference.From.Path.Split('/'), reference.To.Path.Split('/'));
        var common = 0;
        while (common < from.Length - 1 && common < to.Length - 1 && from[common] == to[common])
        {
            common++;
        }

        return (string.Join('/', from[..common]), NodeOf(from[common]), NodeOf(to[common]));
    }

    /// <summary>The parts of a type in several files are one.</summary>
    private static string NodeOf(string entry) => IsFile(entry) ? $"{entry.Split('.')[0]}.cs" : entry;

    private static bool IsFile(string node) => node.EndsWith(".cs", StringComparison.Ordinal);
}
