using Services.Gateway.Caching;

namespace Services.Gateway.Tests;

public sealed class LruCacheTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Set_BeyondTheCapacity_DropsTheEntryUnusedForLongest()
    {
        var cache = new LruCache<int, string>(2, TimeSpan.FromMinutes(5), _clock);
        cache.Set(1, "one");
        cache.Set(2, "two");
        cache.TryGet(1, out _);

        cache.Set(3, "three");

        Assert.True(cache.TryGet(1, out _));
        Assert.False(cache.TryGet(2, out _));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void TryGet_AfterTheLifetime_IsFalse()
    {
        var cache = new LruCache<int, string>(2, TimeSpan.FromMinutes(5), _clock);
        cache.Set(1, "one");

        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.False(cache.TryGet(1, out _));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void TryGetByName_FindsTheNewestOfThatNameUntilItIsDropped()
    {
        var cache = new LruCache<int, string>(2, TimeSpan.FromMinutes(5), _clock, static value => value);
        cache.Set(1, "room");
        cache.Set(2, "room");
        cache.Remove(1);

        Assert.True(cache.TryGetByName("room", out var found));
        Assert.Equal("room", found);
        cache.Remove(2);
        Assert.False(cache.TryGetByName("room", out _));
    }

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
