using System.Text.Json;

namespace Switchboard.Testing.OfficialClient;

/// <summary>A socket of the official client; keeps every event it received, in order.</summary>
public sealed class OfficialSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OfficialClients _clients;
    private readonly List<OfficialEvent> _events = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal OfficialSocket(OfficialClients clients, string id)
    {
        _clients = clients;
        Id = id;
    }

    /// <summary>Is told of each event when it comes, one after the other.</summary>
    public Action<OfficialEvent>? OnReceived { get; set; }

    /// <summary>The harness's name for it.</summary>
    public string Id { get; }

    /// <summary>What was received so far.</summary>
    public IReadOnlyList<OfficialEvent> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public void Emit(string name, params object[] args) =>
        _clients.Write(
            new
            {
                @do = "emit",
                socket = Id,
                @event = name,
                args,
            }
        );

    /// <summary>Emits with a callback and waits for what it is called with.</summary>
    public Task<JsonElement> AskAsync(string name, params object[] args) =>
        _clients.CallAsync(call => new
        {
            @do = "ask",
            socket = Id,
            @event = name,
            args,
            call,
        });

    /// <summary>What it shows from the next connection on.</summary>
    public void Show(object auth) =>
        _clients.Write(
            new
            {
                @do = "auth",
                socket = Id,
                auth,
            }
        );

    public void Disconnect() => _clients.Write(new { @do = "disconnect", socket = Id });

    /// <summary>Cuts the TCP connection.</summary>
    public void Cut() => _clients.Write(new { @do = "cut", socket = Id });

    /// <summary>The first argument of the first event of that name that fits, received before or from now on.</summary>
    public async Task<JsonElement> WaitForAsync(string name, Func<JsonElement, bool>? fits = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task change;
            lock (_gate)
            {
                foreach (var received in _events)
                {
                    if (received.Name == name && (fits is null || fits(received.Argument)))
                    {
                        return received.Argument;
                    }
                }

                change = _changed.Task;
            }

            try
            {
                await change.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"No {name} within {Patience}; received: {string.Join(", ", Events.Select(e => $"{e.Name} {e.Argument}"))}"
                );
            }
        }
    }

    /// <summary>Waits for the connection to be accepted.</summary>
    public async Task<OfficialSocket> ConnectedAsync()
    {
        await WaitForAsync("connect");
        return this;
    }

    internal void Take(string name, JsonElement args)
    {
        var received = new OfficialEvent(name, args);
        OnReceived?.Invoke(received);
        lock (_gate)
        {
            _events.Add(received);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}

/// <summary>An event as the client saw it.</summary>
public sealed record OfficialEvent(string Name, JsonElement Args)
{
    /// <summary>The first argument; undefined if there was none.</summary>
    public JsonElement Argument => Args.ValueKind == JsonValueKind.Array && Args.GetArrayLength() > 0 ? Args[0] : default;
}
