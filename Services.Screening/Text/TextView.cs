namespace Services.Screening.Text;

/// <summary>A transformed text that knows where each of its characters stood in the original.</summary>
internal sealed class TextView
{
    private readonly int[] _starts;
    private readonly int[] _ends;

    private TextView(string text, int[] starts, int[] ends)
    {
        Text = text;
        _starts = starts;
        _ends = ends;
    }

    /// <summary>The transformed text.</summary>
    public string Text { get; }

    /// <summary>The original's span that a non-empty span of <see cref="Text"/> came from.</summary>
    public (int Start, int Length) ToOriginal(int start, int length)
    {
        var from = _starts[start];
        return (from, _ends[start + length - 1] - from);
    }

    /// <summary>Writes a view character by character.</summary>
    internal sealed class Builder(int capacity)
    {
        private readonly List<char> _text = new(capacity);
        private readonly List<int> _starts = new(capacity);
        private readonly List<int> _ends = new(capacity);

        /// <summary>Characters written so far.</summary>
        public int Length => _text.Count;

        /// <summary>The character written last, or NUL.</summary>
        public char Last => _text.Count == 0 ? '\0' : _text[^1];

        /// <summary>Adds a character that came from the original's span <paramref name="start"/> to <paramref name="end"/>.</summary>
        public void Add(char character, int start, int end)
        {
            _text.Add(character);
            _starts.Add(start);
            _ends.Add(end);
        }

        /// <summary>Adds a character of another view.</summary>
        public void Add(char character, TextView source, int index) => Add(character, source._starts[index], source._ends[index]);

        /// <summary>Adds a space unless there is one, or nothing yet.</summary>
        public void AddSpace(TextView source, int index)
        {
            if (Length > 0 && Last != ' ')
            {
                Add(' ', source, index);
            }
        }

        /// <summary>The view.</summary>
        public TextView Build() => new(new string([.. _text]), [.. _starts], [.. _ends]);
    }
}
