using System.Threading.Channels;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Switchboard.Testing;

namespace Chaos.Faults;

/// <summary>A platform whose logs, those of all its processes among them, go into a file instead of the console.</summary>
internal sealed class LoggedPlatform(string log) : PlatformFixture
{
    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(new FileProvider(log)));
    }

    /// <summary>Writes lines one after the other; what comes faster than the file takes is dropped.</summary>
    private sealed class FileProvider : ILoggerProvider
    {
        private const int MostWaiting = 10_000;

        private readonly Channel<string> _lines = Channel.CreateBounded<string>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        private readonly Task _writing;

        public FileProvider(string path) => _writing = WriteAsync(path);

        public ILogger CreateLogger(string categoryName) => new FileLogger(categoryName.Split('.')[^1], _lines.Writer);

        public void Dispose()
        {
            _lines.Writer.TryComplete();
            _writing.Wait(TimeSpan.FromSeconds(5));
        }

        private async Task WriteAsync(string path)
        {
            await using var file = new StreamWriter(path);
            await foreach (var line in _lines.Reader.ReadAllAsync())
            {
                await file.WriteLineAsync(line);
                if (!_lines.Reader.TryPeek(out _))
                {
                    await file.FlushAsync();
                }
            }
        }
    }

    private sealed class FileLogger(string category, ChannelWriter<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.TryWrite($"{category} {formatter(state, exception)}");
    }
}
