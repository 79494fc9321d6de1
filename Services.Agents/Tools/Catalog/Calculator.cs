using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Services.Agents.Tools.Catalog;

/// <summary>Evaluates expressions of decimal numbers, <c>+ - * /</c> and parentheses by recursive descent.</summary>
internal static class Calculator
{
    private const int LongestExpression = 200;
    private const int DeepestNesting = 32;

    /// <summary>The value, or a sentence on what is wrong with the expression.</summary>
    public static bool TryEvaluate(string expression, out decimal value, [NotNullWhen(false)] out string? error)
    {
        value = 0;
        if (expression.Length > LongestExpression)
        {
            error = $"The expression is longer than {LongestExpression} characters.";
            return false;
        }

        var parser = new Parser(expression);
        try
        {
            value = parser.Parse();
            error = null;
            return true;
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }
        catch (DivideByZeroException)
        {
            error = "The expression divides by zero.";
        }
        catch (OverflowException)
        {
            error = "The result is too large.";
        }

        return false;
    }

    private ref struct Parser(string text)
    {
        private int _position;
        private int _depth;

        public decimal Parse()
        {
            var value = Sum();
            SkipSpace();
            return _position == text.Length ? value : throw Unexpected();
        }

        private decimal Sum()
        {
            var value = Product();
            while (true)
            {
                if (Take('+'))
                {
                    value += Product();
                }
                else if (Take('-'))
                {
                    value -= Product();
                }
                else
                {
                    return value;
                }
            }
        }

        private decimal Product()
        {
            var value = Factor();
            while (true)
            {
                if (Take('*'))
                {
                    value *= Factor();
                }
                else if (Take('/'))
                {
                    value /= Factor();
                }
                else
                {
                    return value;
                }
            }
        }

        private decimal Factor()
        {
            if (++_depth > DeepestNesting)
            {
                throw new FormatException("The expression is nested too deeply.");
            }

            decimal value;
            if (Take('-'))
            {
                value = -Factor();
            }
            else if (Take('+'))
            {
                value = Factor();
            }
            else if (Take('('))
            {
                value = Sum();
                if (!Take(')'))
                {
                    throw new FormatException("A parenthesis is not closed.");
                }
            }
            else
            {
                value = Number();
            }

            _depth--;
            return value;
        }

        private decimal Number()
        {
            SkipSpace();
            var start = _position;
            while (_position < text.Length && (char.IsAsciiDigit(text[_position]) || text[_position] == '.'))
            {
                _position++;
            }

            return decimal.TryParse(
                text.AsSpan(start, _position - start),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
                ? value
                : throw Unexpected();
        }

        private bool Take(char wanted)
        {
            SkipSpace();
            if (_position >= text.Length || text[_position] != wanted)
            {
                return false;
            }

            _position++;
            return true;
        }

        private void SkipSpace()
        {
            while (_position < text.Length && text[_position] == ' ')
            {
                _position++;
            }
        }

        private readonly FormatException Unexpected() =>
            new(
                _position < text.Length
                    ? $"'{text[_position]}' was not expected in the expression; it takes numbers, + - * / and parentheses."
                    : "The expression ends too early."
            );
    }
}
