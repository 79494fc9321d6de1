using FsCheck;
using FsCheck.Fluent;
using Services.Orchestrator.Replies;
using Switchboard.Testing;

namespace Services.Orchestrator.Tests.Replies;

public sealed class SentenceBufferTests
{
    private static readonly ReplyOptions Options = new() { LongestText = 40, LongestHold = TimeSpan.FromSeconds(1) };

    private static readonly Gen<string> Deltas = Gen.Elements(
        "a",
        "word ",
        "Hi. ",
        "Really?",
        " ",
        "\n",
        "12.",
        "50 ",
        "e.g. ",
        "…",
        "longer than the bound of forty characters without end",
        "!\") ",
        "4111 1111 ",
        "é🎈"
    );

    [Fact]
    public void Take_WhateverComesIn_LosesAndReordersNothing() =>
        Prop.ForAll(
                Gen.ListOf(Deltas).ToArbitrary(),
                deltas =>
                {
                    var buffer = new SentenceBuffer(Options, TimeProvider.System);
                    var taken = new List<string>();
                    foreach (var delta in deltas)
                    {
                        buffer.Add(delta);
                        taken.AddRange(buffer.TakeReady());
                    }

                    taken.AddRange(buffer.TakeAll());
                    return string.Concat(taken) == string.Concat(deltas)
                        && taken.TrueForAll(piece => piece.Length > 0)
                        && buffer.Length == 0;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Add_WhateverComesIn_HoldsNoMoreThanTwiceTheBoundAndADelta() =>
        Prop.ForAll(
                Gen.ListOf(Deltas).ToArbitrary(),
                deltas =>
                {
                    var buffer = new SentenceBuffer(Options, TimeProvider.System);
                    return deltas.All(delta =>
                    {
                        buffer.Add(delta);
                        buffer.TakeReady();
                        return buffer.Length < 2 * Options.LongestText;
                    });
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Take_BeforeTheSentenceEnds_IsEmpty()
    {
        var buffer = new SentenceBuffer(Options, TimeProvider.System);
        buffer.Add("It costs ");
        buffer.Add("$12.");

        Assert.Empty(buffer.TakeReady());
    }

    [Fact]
    public void Take_SentenceEndsWithinADelta_DividesIt()
    {
        var buffer = new SentenceBuffer(Options, TimeProvider.System);
        buffer.Add("One. ");
        buffer.Add("Two. Th");

        Assert.Equal(["One. ", "Two. "], buffer.TakeReady());
        Assert.Equal(["Th"], buffer.TakeAll());
    }

    [Fact]
    public void Take_HeldTooLong_CutsAtAWordButNeverWithinANumber()
    {
        var time = new ManualTime();
        var buffer = new SentenceBuffer(Options, time);
        buffer.Add("card 4111 1111 ");
        Assert.Empty(buffer.TakeReady());

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("card ", string.Concat(buffer.TakeReady()));
        Assert.Equal("4111 1111 ", string.Concat(buffer.TakeAll()));
    }
}
