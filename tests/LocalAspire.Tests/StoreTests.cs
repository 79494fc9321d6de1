using LocalAspire.Data;
using LocalAspire.Logs;

namespace LocalAspire.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SecretStore_OpenedAgain_GivesTheSameSecret()
    {
        var path = Path.Combine(_folder, "secrets.json");
        var first = new SecretStore(path).GetOrAdd("password", () => "one");

        Assert.Equal(first, new SecretStore(path).GetOrAdd("password", () => "two"));
    }

    [Fact]
    public void SecretStore_File_IsReadableByItsOwnerOnly()
    {
        var path = Path.Combine(_folder, "secrets.json");
        new SecretStore(path).GetOrAdd("password", () => "one");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void RotatingFile_Full_KeepsOneOlderFile()
    {
        var path = Path.Combine(_folder, "logs", "worker.log");
        var line = new string('x', 1024 * 1024);
        using (var file = new RotatingFile(path))
        {
            for (var i = 0; i < 20; i++)
            {
                file.WriteLine(DateTimeOffset.UnixEpoch, line);
            }
        }

        Assert.Equal(["worker.log", "worker.log.1"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());
        Assert.InRange(new FileInfo(path + ".1").Length, 8 * 1024 * 1024, 10 * 1024 * 1024);
    }

    [Fact]
    public void DataFolder_Temporary_GoesWhenItIsDisposedOf()
    {
        var data = DataFolder.CreateTemporary();
        File.WriteAllText(data.File("something"), "");

        data.Dispose();

        Assert.False(Directory.Exists(data.Root));
    }
}
