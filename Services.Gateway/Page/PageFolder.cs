using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Services.Gateway.Page;

/// <summary>The files of the page. Looked for at each request: a build empties the folder and fills it again. Thread-safe.</summary>
internal sealed class PageFolder(IOptions<PageOptions> options) : IDisposable
{
    /// <summary>The document.</summary>
    public const string Index = "/index.html";

    private readonly string _root = Path.GetFullPath(options.Value.Root, AppContext.BaseDirectory);
    private readonly Lock _lock = new();
    private PhysicalFileProvider? _files;

    /// <summary>Null as long as there is no folder.</summary>
    public IFileProvider? Files
    {
        get
        {
            if (_files is null && Directory.Exists(_root))
            {
                lock (_lock)
                {
                    _files ??= new PhysicalFileProvider(_root);
                }
            }

            return _files;
        }
    }

    /// <summary>True if there is a file at that path of the page.</summary>
    public bool Has(string path) => Files?.GetFileInfo(path) is { Exists: true, IsDirectory: false };

    public void Dispose() => _files?.Dispose();
}
