using System.Collections.Concurrent;
using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>A colour for each resource name, the same on every page: the style sheet's classes <c>c0</c> to <c>c11</c>.</summary>
internal sealed class ResourcePalette(IResourceSource resources)
{
    private const int Colours = 12;
    private const int MaxNames = 1_000;

    private readonly ConcurrentDictionary<string, int> _indexes = new(StringComparer.OrdinalIgnoreCase);

    public string ClassOf(string name)
    {
        if (_indexes.IsEmpty)
        {
            foreach (var resource in resources.Resources)
            {
                Assign(resource.Name);
            }
        }

        return $"c{Assign(name) % Colours}";
    }

    /// <summary>A dot of the resource's colour and its name.</summary>
    public Html Tag(string name, string? displayName = null) =>
        Html.Of($"""<span class="resource {ClassOf(name)}"><i class="dot"></i>{displayName ?? name}</span>""");

    private int Assign(string name) =>
        _indexes.Count < MaxNames ? _indexes.GetOrAdd(name, _ => _indexes.Count) : _indexes.GetValueOrDefault(name);
}
