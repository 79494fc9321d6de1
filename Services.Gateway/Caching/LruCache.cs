using System.Diagnostics.CodeAnalysis;

namespace Services.Gateway.Caching;

/// <summary>A bounded cache: the entry that was not used for longest goes first, and none outlives its lifetime. Thread-safe.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Entries at present, expired ones included until they are met.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byKey.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                if (time.GetElapsedTime(node.Value.StoredAt) < lifetime)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    value = node.Value.Value;
                    return true;
                }

                Drop(node);
            }

            value = default;
            return false;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var old))
            {
                Drop(old);
            }
            else if (_byKey.Count == capacity)
            {
                Drop(_byUse.Last!);
            }

            _byKey.Add(key, _byUse.AddFirst(new Entry(key, value, time.GetTimestamp())));
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byKey.Remove(node.Value.Key);
        _byUse.Remove(node);
    }

    private sealed record Entry(TKey Key, TValue Value, long StoredAt);
}
