using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Services.Gateway.Sessions;

namespace Services.Gateway.Requests;

/// <summary>
/// Bounds requests in time. A deadline that was not needed serves the next request: nearly all are answered long before, and pay for no
/// timer.
/// </summary>
internal sealed class RequestDeadlines(IOptions<SessionLimitOptions> options, TimeProvider time)
{
    private readonly TimeSpan _timeout = options.Value.RequestTimeout;
    private readonly ObjectPool<CancellationTokenSource> _pool = new DefaultObjectPoolProvider().Create(
        new Policy(options.Value.RequestTimeout, time)
    );

    /// <summary>Begins now; dispose it when the request is over.</summary>
    public Deadline Begin()
    {
        var source = _pool.Get();
        source.CancelAfter(_timeout);
        return new Deadline(_pool, source);
    }

    /// <summary>The deadline of one request; its token is the request's until it is disposed.</summary>
    public readonly struct Deadline(ObjectPool<CancellationTokenSource> pool, CancellationTokenSource source) : IDisposable
    {
        public CancellationToken Token => source.Token;

        public void Dispose() => pool.Return(source);
    }

    private sealed class Policy(TimeSpan timeout, TimeProvider time) : PooledObjectPolicy<CancellationTokenSource>
    {
        public override CancellationTokenSource Create() => new(timeout, time);

        public override bool Return(CancellationTokenSource obj) => obj.TryReset();
    }
}
