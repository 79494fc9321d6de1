using System.Diagnostics.CodeAnalysis;

namespace Services.Gateway.Caching;

/// <summary>
/// A bounded cache: the entry that was not used for longest goes first, and none outlives its lifetime. With <paramref name="nameOf"/>
/// values that have a name are found by it, too; of several with one name the newest. Thread-safe.
/// </summary>
internal sealed class LruCache<TKey, TValue>(int capacity, TimeSpan lifetime, TimeProvider time, Func<TValue, string?>? nameOf = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _byKey = [];
    private readonly Dictionary<string, LinkedListNode<Entry>> _byName = new(StringComparer.Ordinal);
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
            return TryUse(_byKey.GetValueOrDefault(key), out value);
        }
    }

    public bool TryGetByName(string name, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            return TryUse(_byName.GetValueOrDefault(name), out value);
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

            var node = _byUse.AddFirst(new Entry(key, value, time.GetTimestamp()));
            _byKey.Add(key, node);
            if (nameOf?.Invoke(value) is { } name)
            {
                _byName[name] = node;
            }
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

    private bool TryUse(LinkedListNode<Entry>? node, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (node is null)
        {
            return false;
        }

        if (time.GetElapsedTime(node.ValueRef.StoredAt) >= lifetime)
        {
            Drop(node);
            return false;
        }

        _byUse.Remove(node);
        _byUse.AddFirst(node);
        value = node.ValueRef.Value;
        return true;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byKey.Remove(node.ValueRef.Key);
        _byUse.Remove(node);
        if (nameOf?.Invoke(node.ValueRef.Value) is { } name && _byName.GetValueOrDefault(name) == node)
        {
            _byName.Remove(name);
        }
    }

    private readonly record struct Entry(TKey Key, TValue Value, long StoredAt);
}
