using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>The checked-out repository, found from where the tests run.</summary>
internal static class Repository
{
    public static DirectoryInfo Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every project of the repository by name.</summary>
    public static IReadOnlyDictionary<string, FileInfo> Projects { get; } =
        Root.EnumerateFiles("*.csproj", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(file))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Name), StringComparer.Ordinal);

    /// <summary>Every document by its path, except the agents' prompts.</summary>
    public static IReadOnlyDictionary<string, MarkdownFile> Documents { get; } =
        Root.EnumerateFiles("*.md", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(file) && file.Directory!.Name != "Prompts")
            .Select(file => new MarkdownFile(file))
            .ToDictionary(document => document.Path, StringComparer.Ordinal);

    private static readonly Lazy<List<string>> Entries = new(() =>
        [.. Root.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => !IsGenerated(entry)).Select(PathOf)]
    );

    /// <summary>The path of a file or folder in the repository, with slashes.</summary>
    public static string PathOf(FileSystemInfo entry) => Path.GetRelativePath(Root.FullName, entry.FullName).Replace('\\', '/');

    /// <summary>Whether a file or folder has this path, or one that ends in it.</summary>
    public static bool Has(string path) =>
        Entries.Value.Any(entry => entry == path || entry.EndsWith("/" + path, StringComparison.Ordinal));

    /// <summary>Hand-written C# files below a folder.</summary>
    public static IEnumerable<FileInfo> SourcesOf(string folder) =>
        new DirectoryInfo(Path.Combine(Root.FullName, folder))
            .EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !IsGenerated(file));

    /// <summary>Hand-written files of these kinds.</summary>
    public static IEnumerable<FileInfo> FilesOf(params string[] patterns) =>
        patterns.SelectMany(pattern => Root.EnumerateFiles(pattern, SearchOption.AllDirectories)).Where(file => !IsGenerated(file));

    /// <summary>What a project refers to: projects and packages.</summary>
    public static IReadOnlySet<string> ReferencesOf(string project)
    {
        var items = XDocument.Load(Projects[project].FullName).Descendants().ToList();
        return items
            .Where(item => item.Name.LocalName == "ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/')))
            .Concat(items.Where(item => item.Name.LocalName == "PackageReference").Select(Include))
            .ToHashSet(StringComparer.Ordinal);
    }

    private static string Include(XElement item) => (string?)item.Attribute("Include") ?? "";

    private static bool IsGenerated(FileSystemInfo entry) =>
        PathOf(entry).Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "dist" or ".data" or ".git");

    private static DirectoryInfo Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
