using System.Runtime.Versioning;
using Switchboard.Testing;

namespace EndToEnd.Operations;

/// <summary>Who can read what the running platform writes: messages, passwords, telemetry.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataFolderTests(PlatformFixture platform)
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Folders_OfThePlatform_AreTheirOwnersOnly()
    {
        var folders = Directory.GetDirectories(platform.DataFolder);

        Assert.Superset(
            new HashSet<string?> { "redis", "rabbitmq", "postgres", "dashboard" },
            folders.Select(Path.GetFileName).ToHashSet()
        );
        Assert.All(folders.Append(platform.DataFolder), folder => Assert.Equal(Owners, File.GetUnixFileMode(folder)));
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("rabbitmq")]
    [InlineData("postgres")]
    public void Files_OfAStore_AreItsUsersOnly(string store)
    {
        var written = Directory
            .EnumerateFileSystemEntries(Path.Combine(platform.DataFolder, store), "*", SearchOption.AllDirectories)
            .ToList();

        Assert.NotEmpty(written);
        // What a store takes away meanwhile has no mode.
        Assert.DoesNotContain(written, path => Path.Exists(path) && (File.GetUnixFileMode(path) & ~Owners) != UnixFileMode.None);
    }
}
