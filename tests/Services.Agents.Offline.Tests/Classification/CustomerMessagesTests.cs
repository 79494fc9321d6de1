using Services.Agents.Offline.Classification;
using Services.Embeddings;

namespace Services.Agents.Offline.Tests.Classification;

/// <summary>Messages as customers write them: written before the weights were trained, and in none of what they are trained on.</summary>
public sealed class CustomerMessagesTests
{
    private static readonly (string Intent, string Text)[] Messages =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Classification", "customers.tsv"))
            .Select(static line => line.Split('\t'))
            .Select(static row => (row[0], row[1])),
    ];

    [Theory]
    [InlineData(true, 96, 92)]
    [InlineData(false, 94, 87)]
    public void Classify_MessagesOfCustomers_IsRight(bool embeddings, int agents, int intents)
    {
        var classifier = New(embeddings);
        var guesses = Messages.Select(row => (row.Intent, row.Text, Guess: classifier.Classify(row.Text).Intent)).ToList();
        var misses = guesses.Where(static row => row.Guess != row.Intent).Select(static row => $"{row.Intent} > {row.Guess}: {row.Text}");
        var rightAgents = guesses.Count(static row => Intents.AgentFor(row.Guess) == Intents.AgentFor(row.Intent));

        Assert.True(Messages.Length >= 250);
        Assert.True(100.0 * (Messages.Length - misses.Count()) / Messages.Length >= intents, string.Join('\n', misses));
        Assert.True(100.0 * rightAgents / Messages.Length >= agents, string.Join('\n', misses));
    }

    [Fact]
    public void Classify_MessagesItIsSureOf_IsSeldomWrong()
    {
        var classifier = New(embeddings: true);
        var sure = Messages
            .Select(row => (row.Intent, Guess: classifier.Classify(row.Text)))
            .Where(static row => row.Guess.Confidence > 0.7f)
            .ToList();

        Assert.InRange(sure.Count, Messages.Length / 2, Messages.Length);
        Assert.InRange(sure.Count(static row => row.Guess.Intent != row.Intent), 0, sure.Count / 20);
    }

    private static IntentClassifier New(bool embeddings)
    {
        var classifier = new IntentClassifier(IntentModel.LoadEmbedded());
        if (embeddings)
        {
            classifier.Use(MiniLmEmbeddingGenerator.Shared);
        }

        return classifier;
    }
}
