using System.Diagnostics.CodeAnalysis;

namespace Services.Gateway.Sessions;

/// <summary>A bounded cache: the entry that was not used for longest goes first, and none outlives its lifetime. Thread-safe.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> byKey = [];
    private readonly LinkedList<Entry> byUse = new();

    /// <summary>Entries at present, expired ones included until they are met.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byKey.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var node))
            {
                if (time.GetElapsedTime(node.Value.StoredAt) < lifetime)
                {
                    byUse.Remove(node);
                    byUse.AddFirst(node);
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
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var old))
            {
                Drop(old);
            }
            else if (byKey.Count == capacity)
            {
                Drop(byUse.Last!);
            }

            byKey.Add(key, byUse.AddFirst(new Entry(key, value, time.GetTimestamp())));
        }
    }

    public void Remove(TKey key)
    {
        lock (gate)
        {
            if (byKey.TryGetValue(key, out var node))
            {
                Drop(node);
            }
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        byKey.Remove(node.Value.Key);
        byUse.Remove(node);
    }

    private sealed record Entry(TKey Key, TValue Value, long StoredAt);
}
