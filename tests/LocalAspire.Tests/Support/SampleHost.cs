using System.Diagnostics;
using System.Globalization;
using LocalAspire.Control;

namespace LocalAspire.Tests.Support;

/// <summary>The sample host as a process of its own.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly Process _process;

    private SampleHost(string folder, Process process)
    {
        Folder = folder;
        _process = process;
    }

    public string Folder { get; }

    public string Data => Path.Combine(Folder, "data folder");

    public int Pid => _process.Id;

    public Process Process => _process;

    public static SampleHost Start(string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("sample host ").FullName;
        var output = AppContext.BaseDirectory.Replace("LocalAspire.Tests", "LocalAspire.SampleHost", StringComparison.Ordinal);
        var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(output, "LocalAspire.SampleHost.dll"),
                    "--LocalAspire:Isolated=true",
                    $"--LocalAspire:DataFolder={Path.Combine(folder, "data folder")}",
                    $"--Sample:Folder={folder}",
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        return new SampleHost(folder, process);
    }

    /// <summary>The process ids of all resources and of the children that they wrote down.</summary>
    public async Task<IReadOnlyList<int>> RunningAsync(CancellationToken cancellationToken)
    {
        PlatformStatus? status = null;
        string[] names = ["server", "worker", "edge", "stubborn"];
        await Eventually.TrueAsync(() => File.Exists(HostState.PathIn(Data)), TimeSpan.FromSeconds(30), "the host writes its state");
        using var client = new ControlClient(HostState.Read(Data)!);
        while (status is null || !status.Resources.All(r => r is { Health: "Healthy", Pid: not null }))
        {
            status = await client.StatusAsync(cancellationToken);
        }

        await Eventually.TrueAsync(
            () => names.All(name => ChildOf(name) is not null),
            TimeSpan.FromSeconds(10),
            "the children are written down"
        );
        return [.. status.Resources.Select(r => r.Pid!.Value), .. names.Select(name => ChildOf(name)!.Value)];
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private int? ChildOf(string name)
    {
        var path = Path.Combine(Folder, $"{name}-child");
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }
}
