using System.IO.Pipelines;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>A stream as a pipe, for a WebSocket that came through the HTTP pipeline. Holds no buffer while nothing comes.</summary>
internal sealed class StreamPipe(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(useZeroByteReads: true, leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
