using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Skills;

namespace Services.Agents.Offline.Tests.Classification;

public sealed class IntentClassifierTests
{
    private static readonly IntentClassifier Classifier = IntentClassifier.Shared;

    private static readonly (string Intent, string Text)[] HeldOut =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Classification", "held-out.tsv"))
            .Select(line => line.Split('\t'))
            .Select(row => (row[0], row[1])),
    ];

    [Fact]
    public void Classify_HeldOutPhrases_IsRightAtLeastNineTimesInTen()
    {
        var misses = HeldOut.Where(row => Classifier.Classify(row.Text).Intent != row.Intent).Select(row => row.Text).ToList();

        Assert.True(misses.Count <= HeldOut.Length / 10, string.Join('\n', misses));
    }

    [Fact]
    public void Classify_HeldOutPhrasesItIsSureOf_IsHardlyEverWrong()
    {
        var sure = HeldOut.Select(row => (row.Intent, Guess: Classifier.Classify(row.Text))).Where(row => row.Guess.IsSure).ToList();

        Assert.InRange(sure.Count(row => row.Guess.Intent != row.Intent), 0, sure.Count / 25);
        Assert.InRange(sure.Count, HeldOut.Length * 8 / 10, HeldOut.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zzzz qqqq xxxx")]
    [InlineData("цена золота сегодня")]
    [InlineData("how do magnets work")]
    public void Classify_ForeignText_IsNotSure(string text) => Assert.False(Classifier.Classify(text).IsSure);

    [Theory]
    [InlineData("whre is my ordr #W1234567")]
    [InlineData("WHERE IS MY PACKAGE???")]
    [InlineData("where’s my parcel")]
    public void Classify_TyposAndShouting_StillTracksTheOrder(string text) =>
        Assert.Equal(Intents.TrackOrder, Classifier.Classify(text).Intent);

    [Fact]
    public void Intents_All_AreTrainedAndHaveASkillAndAnAgent()
    {
        var trained = IntentModel.LoadEmbedded().Intents;

        Assert.Equal(Intents.All.Order(), trained.Order());
        Assert.Equal(Intents.All.Order(), Planner.Covered.Order());
    }
}
