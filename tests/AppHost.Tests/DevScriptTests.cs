using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;

namespace AppHost.Tests;

/// <summary>The script in a folder where nothing was built yet, with a space in its path, called from elsewhere.</summary>
public sealed class DevScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dev script ").FullName;

    public DevScriptTests()
    {
        var repository = Path.GetFullPath(Path.Combine(Projects.AppHost.ProjectPath, ".."));
        Directory.CreateDirectory(Path.Combine(_folder, "eng"));
        File.Copy(Path.Combine(repository, "dev"), Path.Combine(_folder, "dev"));
        foreach (var part in Directory.GetFiles(Path.Combine(repository, "eng"), "*.sh"))
        {
            File.Copy(part, Path.Combine(_folder, "eng", Path.GetFileName(part)));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Status_NothingRuns_PrintsTheEmptyShapeAndEndsWith1()
    {
        var (code, output) = await RunAsync("status", "--json");

        Assert.Equal(1, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("addresses").ValueKind);
        Assert.Equal(0, json.RootElement.GetProperty("resources").GetArrayLength());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("up", "--help")]
    [InlineData("down", "--help")]
    [InlineData("status", "--help")]
    [InlineData("logs", "--help")]
    [InlineData("test", "--help")]
    [InlineData("eval", "--help")]
    [InlineData("bench", "--help")]
    [InlineData("doctor", "--help")]
    public async Task Help_OfEachCommand_StartsWithTheCommand(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);

        Assert.Equal(0, code);
        Assert.StartsWith(arguments.Length == 1 ? "./dev COMMAND" : $"./dev {arguments[0]}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".NET SDK 10")]
    [InlineData("Prometheus (tests)")]
    [InlineData("setpriv")]
    public async Task Doctor_OnThisMachine_LooksAtEverything(string name)
    {
        var (_, output) = await RunAsync("doctor");

        Assert.Contains(output.Split('\n'), line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains(name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public async Task DataFolder_OfTheScript_IsItsOwnersOnly(bool wasThere)
    {
        var data = Path.Combine(_folder, ".data");
        if (wasThere)
        {
            Directory.CreateDirectory(data, PrivateFileTests.Everybody);
        }

        await RunAsync("logs", "gateway");

        Assert.True(Directory.Exists(Path.Combine(data, "build")));
        Assert.Equal(PrivateFileTests.OwnerOnly, File.GetUnixFileMode(data));
    }

    [Fact]
    public async Task Command_Unknown_EndsWith2()
    {
        var (code, _) = await RunAsync("frobnicate");

        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("--bind=0.0.0.0")]
    [InlineData("--bind=0.0.0.0", "--public")]
    [InlineData("--bind=192.168.1.5", "-d")]
    [InlineData("--bind=chat.example")]
    public async Task Up_ForOtherMachinesWithoutAProvider_SaysWhatItTakes(params string[] arguments)
    {
        var (code, error) = await RunAsync(["up", .. arguments], ofErrors: true);

        Assert.Equal(2, code);
        Assert.Contains("Auth__Authority=", error, StringComparison.Ordinal);
        Assert.Contains("--public", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_NothingRuns_EndsWith0() => Assert.Equal(0, (await RunAsync("down")).Code);

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, ofErrors: false);

    private async Task<(int Code, string Output)> RunAsync(string[] arguments, bool ofErrors)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", [Path.Combine(_folder, "dev"), .. arguments])
            {
                WorkingDirectory = "/",
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, ofErrors ? errors : await output);
    }
}
