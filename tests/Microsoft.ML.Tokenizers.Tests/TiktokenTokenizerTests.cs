using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Microsoft.ML.Tokenizers.Tests;

public sealed class TiktokenTokenizerTests
{
    private static readonly TiktokenTokenizer Tokenizer = TiktokenTokenizer.CreateForModel("gpt-4o");

    /// <summary>Ids that js-tiktoken 1.0.21 gives for the same texts.</summary>
    public static TheoryData<string, int[]> KnownAnswers =>
        new()
        {
            { "", [] },
            { "hello world", [24912, 2375] },
            { "Where is my order #W1234567?", [11977, 382, 922, 2569, 1069, 54, 7633, 19354, 22, 30] },
            { "I'm sure they'll've DON'T", [15390, 3239, 57956, 7341, 153384] },
            { "na\u00EFve fa\u00E7ade \u2014 \u201Cquotes\u201D", [1503, 9954, 737, 114665, 2733, 966, 136724, 693] },
            { "\u65E5\u672C\u8A9E\u306E\u30C6\u30AD\u30B9\u30C8", [9048, 40909, 3385, 16056, 18368, 38236] },
            {
                "\U0001F600\U0001F469\u200D\U0001F469\u200D\U0001F467 family",
                [84083, 28823, 102, 2524, 28823, 102, 2524, 28823, 100, 3502]
            },
            { "a\n\n\n  b\t\tc   ", [64, 2499, 220, 287, 197, 2736, 271] },
            { "12345678901 3.14159", [7633, 19354, 29338, 2290, 220, 18, 13, 16926, 4621] },
            { "    indented\r\n\r\n", [271, 1383, 23537, 1414] },
            { "antidisestablishmentarianism", [493, 129901, 376, 160388, 21203, 2367] },
            {
                "public static void Main(string[] args) => Console.WriteLine($\"{x}\");",
                [1154, 1633, 1010, 7956, 8003, 1951, 4966, 8, 871, 11404, 9065, 3665, 93878, 87, 92, 9835]
            },
            { "\U0001F600hello", [84083, 24912] },
            { "\u0645\u0631\u062D\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", [158894, 26537, 101462, 12773] },
            { "HTTPServerError", [17893, 6444, 2255] },
            { "e\u0301a", [68, 13430, 64] },
            { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", [117525, 117525, 117525, 117525, 117525, 117525] },
            { "/path/to/\n//file", [119244, 72231, 124040, 2318] },
        };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void EncodeToIds_KnownText_GivesThePublishedIds(string text, int[] expected)
    {
        Assert.Equal(expected, Tokenizer.EncodeToIds(text));
        Assert.Equal(expected.Length, Tokenizer.CountTokens(text));
    }

    [Fact]
    public void Decode_AnyEncodedText_ReturnsIt() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                text =>
                {
                    var wellFormed = string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));
                    var ids = Tokenizer.EncodeToIds(wellFormed);
                    return Tokenizer.Decode(ids) == wellFormed && Tokenizer.CountTokens(wellFormed) == ids.Count;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void EncodeToIds_SpecialToken_GivesItsIdAndKeepsTheRest() =>
        Assert.Equal([24912, 199999, 24912], Tokenizer.EncodeToIds("hello<|endoftext|>hello"));

    [Fact]
    public void CountTokens_HundredThousandLettersWithoutASpace_EndsSoon()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)('a' + i * 7919 % 26)));

        Assert.InRange(Tokenizer.CountTokens(text), 10_000, 100_000);
    }

    [Fact]
    public void Decode_UnknownId_IsNull() => Assert.Null(Tokenizer.Decode([-1]));

    [Theory]
    [InlineData("gpt-4o-mini")]
    [InlineData("gpt-4.1-nano")]
    [InlineData("o3-mini")]
    public void CreateForModel_ModelOfTheSameEncoding_SharesTheVocabulary(string model) =>
        Assert.Same(Tokenizer, TiktokenTokenizer.CreateForModel(model));

    [Theory]
    [InlineData("gpt-4")]
    [InlineData("llama-3")]
    public void CreateForModel_VocabularyNotHere_SaysSo(string model) =>
        Assert.Throws<NotSupportedException>(() => TiktokenTokenizer.CreateForModel(model));
}
