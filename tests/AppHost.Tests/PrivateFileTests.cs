using System.Runtime.Versioning;
using AppHost.Local;

namespace AppHost.Tests;

/// <summary>Who can read what the platform keeps.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IDisposable
{
    internal const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal const UnixFileMode Everybody =
        OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("private-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Folders_OfAState_AreTheirOwnersOnly(bool wereThere)
    {
        var data = Path.Combine(_root, "data");
        if (wereThere)
        {
            Directory.CreateDirectory(Path.Combine(data, "redis"), Everybody);
            File.SetUnixFileMode(data, Everybody);
        }

        var redis = new LocalState(data, isIsolated: true).Folder("redis");

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(redis));
    }

    [Fact]
    public void Folder_ThatAllShare_IsLeftAlone()
    {
        var shared = Path.Combine(_root, "shared");
        Directory.CreateDirectory(shared);
        File.SetUnixFileMode(shared, Everybody | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);

        Assert.Throws<IOException>(() => PrivateFile.Folder(shared));

        Assert.True(File.GetUnixFileMode(shared).HasFlag(UnixFileMode.OtherWrite));
    }

    [Fact]
    public void File_ThatIsReplaced_IsItsOwnersOnly()
    {
        var path = Path.Combine(_root, "secrets.json");
        File.WriteAllText(path, "{}");
        File.SetUnixFileMode(path, Everybody);

        PrivateFile.Write(path, "{}");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
