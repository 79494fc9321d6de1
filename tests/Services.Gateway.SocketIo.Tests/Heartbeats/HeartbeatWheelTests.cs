using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo.Tests.Heartbeats;

/// <summary>A connection that answers nothing, on a wheel whose timer is late.</summary>
public sealed class HeartbeatWheelTests
{
    private static readonly SocketIoOptions Options = new()
    {
        PingInterval = TimeSpan.FromMilliseconds(300),
        PingTimeout = TimeSpan.FromMilliseconds(200),
    };

    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(4, 6)]
    [InlineData(3, 9)]
    public async Task Silence_WhateverThePhase_IsGivenUpByTheEndOfIntervalAndTimeout(int phase, int period)
    {
        await using var wheel = new HeartbeatWheel(_clock, HeartbeatWheel.ResolutionFor(Options));
        _clock.Advance(TimeSpan.FromMilliseconds(phase));
        var silent = new Silent(_clock, wheel.Resolution);
        wheel.Add(silent);
        var since = _clock.Now;

        while (silent.GivenUpAt is null)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(period));
        }

        Assert.InRange((silent.PingedAt!.Value - since).TotalMilliseconds, 300, 300 + period + 5);
        Assert.InRange((silent.GivenUpAt.Value - since).TotalMilliseconds, 480, 500);
    }

    [Fact]
    public async Task Silence_OfAServerThatWasStopped_CountsForNobody()
    {
        await using var wheel = new HeartbeatWheel(_clock, HeartbeatWheel.ResolutionFor(Options));
        var silent = new Silent(_clock, wheel.Resolution);
        wheel.Add(silent);

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(_clock.Now, silent.PingedAt);
        _clock.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Null(silent.GivenUpAt);
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.NotNull(silent.GivenUpAt);
    }

    private sealed class Silent(ManualClock clock, TimeSpan tick) : IHeartbeatItem
    {
        private Heartbeat _heartbeat = new(Options, clock, expectsJoin: false);

        public TimeSpan? PingedAt { get; private set; }

        public TimeSpan? GivenUpAt { get; private set; }

        public TimeSpan? OnTick(long timestamp)
        {
            switch (_heartbeat.Check(timestamp, tick))
            {
                case HeartbeatAction.Ping:
                    PingedAt = clock.Now;
                    break;
                case HeartbeatAction.PingTimeout:
                    GivenUpAt = clock.Now;
                    return null;
            }

            return _heartbeat.NextCheck(timestamp, tick);
        }
    }
}
