using System.Globalization;

namespace LocalAspire.Logs;

/// <summary>A log file that is set aside when it is full; one older file is kept. Thread-safe. A disk that fails loses lines, never the writer.</summary>
internal sealed class RotatingFile(string path) : IDisposable
{
    private const long MaxBytes = 8 * 1024 * 1024;

    private readonly Lock _gate = new();
    private StreamWriter? _writer;
    private bool _closed;

    public void WriteLine(DateTimeOffset time, string line)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            try
            {
                _writer ??= Open();
                _writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ss.fffZ} {line}"));
                if (_writer.BaseStream.Position >= MaxBytes)
                {
                    _writer.Dispose();
                    _writer = null;
                    File.Move(path, path + ".1", overwrite: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _writer = null;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _writer?.Dispose();
            _writer = null;
        }
    }

    private StreamWriter Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }
}
