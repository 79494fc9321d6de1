namespace LocalAspire.Control;

/// <summary>Held by the one host of a data folder; the system frees it when the host goes, however it goes.</summary>
internal sealed class HostLock : IDisposable
{
    private readonly FileStream _file;

    private HostLock(FileStream file) => _file = file;

    /// <summary>Null when another host holds it.</summary>
    public static HostLock? TryAcquire(string dataFolder)
    {
        try
        {
            return new HostLock(new FileStream(Path.Combine(dataFolder, "host.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
