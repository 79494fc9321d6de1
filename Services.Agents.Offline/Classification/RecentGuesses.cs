using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// What was guessed of the last texts: at least of the last <see cref="Generation"/>, at most of twice as many. It keeps digests, which are
/// short and say nothing about what somebody wrote. Safe for use by many threads at once.
/// </summary>
internal sealed class RecentGuesses
{
    /// <summary>Texts after which what was not asked for since is forgotten: some 300 kB.</summary>
    public const int Generation = 4_096;

    private ConcurrentDictionary<UInt128, IntentGuess> _young = new();
    private ConcurrentDictionary<UInt128, IntentGuess> _old = new();

    /// <summary>The guess of a text, made now if it is not known.</summary>
    public IntentGuess GetOrAdd(string text, Func<string, IntentGuess> guess)
    {
        var key = BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (_young.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = _old.TryGetValue(key, out known) ? known : guess(text);
        if (_young.Count >= Generation)
        {
            // Two threads may both do it, and forget more than they need to.
            (_old, _young) = (_young, new ConcurrentDictionary<UInt128, IntentGuess>());
        }

        _young[key] = made;
        return made;
    }
}
