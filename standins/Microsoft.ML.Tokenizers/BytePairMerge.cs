namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Joins the neighbours of lowest rank, leftmost first, until no neighbours form a token. A linked list of parts and a heap of candidate
/// joins keep it at n log n, so that a piece of a hundred thousand letters takes no longer than its size warrants.
/// </summary>
internal static class BytePairMerge
{
    private const int Gone = -1;

    public static int Encode(ReadOnlySpan<byte> bytes, BytePairVocabulary vocabulary, List<int>? ids)
    {
        var length = bytes.Length;
        // Part i begins at byte i and ends where the next part begins; Gone marks a byte that no longer begins one.
        var next = new int[length + 1];
        var previous = new int[length + 1];
        for (var i = 0; i <= length; i++)
        {
            (next[i], previous[i]) = (i + 1, i - 1);
        }

        var joins = new PriorityQueue<(int Start, int End), (int Rank, int Start)>(length);
        for (var i = 0; i < length - 1; i++)
        {
            Offer(bytes, vocabulary, joins, i, i + 2);
        }

        var count = length;
        while (joins.TryDequeue(out var join, out _))
        {
            var middle = next[join.Start];
            if (middle == Gone || middle >= length || next[middle] != join.End)
            {
                continue;
            }

            (next[join.Start], previous[join.End], next[middle]) = (join.End, join.Start, Gone);
            count--;
            if (join.End < length)
            {
                Offer(bytes, vocabulary, joins, join.Start, next[join.End]);
            }

            if (join.Start > 0)
            {
                Offer(bytes, vocabulary, joins, previous[join.Start], join.End);
            }
        }

        for (var i = 0; ids is not null && i < length; i = next[i])
        {
            ids.Add(vocabulary.RankOf(bytes[i..next[i]]));
        }

        return count;
    }

    private static void Offer(
        ReadOnlySpan<byte> bytes, BytePairVocabulary vocabulary, PriorityQueue<(int Start, int End), (int Rank, int Start)> joins, int start, int end)
    {
        var rank = vocabulary.RankOf(bytes[start..end]);
        if (rank >= 0)
        {
            joins.Enqueue((start, end), (rank, start));
        }
    }
}
