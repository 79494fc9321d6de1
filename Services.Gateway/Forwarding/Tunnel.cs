using System.IO.Pipelines;

namespace Services.Gateway.Forwarding;

/// <summary>Carries bytes between two streams. Holds no buffer while nothing comes.</summary>
internal static class Tunnel
{
    private static readonly StreamPipeReaderOptions Idle = new(useZeroByteReads: true, leaveOpen: true);

    /// <summary>Completes when one of the two has ended; what came from it before has been written to the other.</summary>
    public static async Task RunAsync(Stream first, Stream second, CancellationToken cancellationToken)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var there = CopyAsync(first, second, cancellation.Token);
        var back = CopyAsync(second, first, cancellation.Token);
        await Task.WhenAny(there, back);
        await cancellation.CancelAsync();
        await Task.WhenAll(there, back).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(from, Idle);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                foreach (var segment in read.Buffer)
                {
                    await to.WriteAsync(segment, cancellationToken);
                }

                await to.FlushAsync(cancellationToken);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }
}
