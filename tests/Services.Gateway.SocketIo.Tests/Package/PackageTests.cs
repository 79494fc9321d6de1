using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace Services.Gateway.SocketIo.Tests.Package;

/// <summary>What <c>dotnet pack</c> makes of the library.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task Pack_OfTheLibrary_HasWhatAUserLooksFor()
    {
        var output = Directory.CreateTempSubdirectory("socketio-package");
        try
        {
            var (code, log) = await PackAsync(output.FullName);

            Assert.True(code == 0, log);
            await using var package = await ZipFile.OpenReadAsync(Assert.Single(output.GetFiles("*.nupkg")).FullName);
            Assert.NotNull(package.GetEntry("README.md"));
            Assert.NotNull(package.GetEntry("LICENSE"));
            Assert.NotNull(package.GetEntry("lib/net10.0/Services.Gateway.SocketIo.dll"));
            Assert.NotNull(package.GetEntry("lib/net10.0/Services.Gateway.SocketIo.xml"));
            await using var spec = await package
                .Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal))
                .OpenAsync();
            var metadata = (await XDocument.LoadAsync(spec, LoadOptions.None, CancellationToken.None)).Root!.Elements().First();
            string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
            Assert.Equal("README.md", Value("readme"));
            Assert.Equal("LICENSE", Value("license"));
            Assert.NotEqual("Package Description", Value("description"));
            Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName == "dependency");
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Log)> PackAsync(string output)
    {
        var repository = typeof(PackageTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "Library")
            .Value!;
        var start = new ProcessStartInfo(
            "dotnet",
            ["pack", repository, "--no-build", "-c", Configuration, "-o", output, "-nodeReuse:false"]
        )
        {
            RedirectStandardOutput = true,
        };
        using var pack = Process.Start(start)!;
        var log = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        return (pack.ExitCode, log);
    }

    private static string Configuration =>
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
