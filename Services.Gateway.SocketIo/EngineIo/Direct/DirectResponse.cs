using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>The answer to a handshake: what middleware adds to its headers goes into the 101.</summary>
internal sealed class DirectResponse : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = [];
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = [];
    private bool _hasStarted;

    public override bool HasStarted => _hasStarted;

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    /// <summary>Runs what is to run before the headers are written.</summary>
    public async Task StartAsync()
    {
        while (_starting.TryPop(out var starting))
        {
            await starting.Callback(starting.State);
        }

        StatusCode = StatusCodes.Status101SwitchingProtocols;
        _hasStarted = true;
    }

    /// <summary>Runs what is to run behind the request; what fails of it is logged, and the rest runs.</summary>
    public async Task CompleteAsync(ILogger logger)
    {
        while (_completed.TryPop(out var completed))
        {
            try
            {
                await completed.Callback(completed.State);
            }
            catch (Exception failure)
            {
                logger.LogCompletionFailed(failure);
            }
        }
    }
}
