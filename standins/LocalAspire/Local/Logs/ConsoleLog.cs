using LocalAspire.Dashboard.Resources;

namespace LocalAspire.Logs;

/// <summary>What an instance writes: the latest lines in memory, more of them in a file.</summary>
internal sealed class ConsoleLog(string path, TimeProvider time) : IDisposable
{
    private readonly RotatingFile _file = new(path);

    public ConsoleBuffer Buffer { get; } = new(timeProvider: time);

    public void Write(string line) => Write(line, isError: false);

    public void Write(string line, bool isError)
    {
        Buffer.Append(line, isError);
        _file.WriteLine(time.GetUtcNow(), line);
    }

    public void Dispose() => _file.Dispose();
}
