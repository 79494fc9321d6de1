using System.Threading.Channels;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>
/// Hands what arrives to those who follow. A follower that does not keep up loses the oldest; the sender never waits. Callers hold the
/// lock of the store that owns the feed.
/// </summary>
internal sealed class Feed<T>
{
    private const int Capacity = 256;

    private readonly List<Channel<IReadOnlyList<T>>> _followers = [];

    public bool IsFollowed => _followers.Count > 0;

    public Channel<IReadOnlyList<T>> Attach()
    {
        var channel = Channel.CreateBounded<IReadOnlyList<T>>(new BoundedChannelOptions(Capacity)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });
        _followers.Add(channel);
        return channel;
    }

    public void Detach(Channel<IReadOnlyList<T>> channel) => _followers.Remove(channel);

    public void Publish(IReadOnlyList<T> items)
    {
        foreach (var follower in _followers)
        {
            follower.Writer.TryWrite(items);
        }
    }
}
