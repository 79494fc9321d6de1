using Chaos.Audit;

namespace Chaos.Tests;

/// <summary>Each check finds the fault that it is for, and nothing in a session in which all is well.</summary>
public sealed class SessionAuditTests
{
    private static readonly SessionRecord Good = Records.Good();

    [Fact]
    public void Session_InWhichAllIsWell_HasNoFinding() => Assert.Empty(SessionAudit.Of(Good));

    [Fact]
    public void Reply_ThatNeverEnded_IsLost() =>
        AssertFound(FindingKind.Lost, Good with { Log = [.. Good.Log.Where(seen => seen.Seq != 7)], Views = [] });

    [Fact]
    public void Message_WithoutAnAcknowledgementOrAnAnswer_IsLost() =>
        AssertFound(
            FindingKind.Lost,
            Good with
            {
                Log = [.. Good.Log, new Seen("message:user") { Seq = 8, MessageId = "m3" }],
                Views = [],
            }
        );

    [Fact]
    public void Turn_ThatIsUnfinished_IsLost() => AssertFound(FindingKind.Lost, Good with { UnfinishedTurns = ["r3"] });

    [Fact]
    public void Message_ThatIsNotStored_IsLost() => AssertFound(FindingKind.Lost, Good with { Messages = [.. Good.Messages.Skip(1)] });

    [Fact]
    public void Reply_ThatIsNotStored_IsLost() => AssertFound(FindingKind.Lost, Good with { Messages = [.. Good.Messages.SkipLast(1)] });

    [Fact]
    public void Reply_ThatIsStoredInPart_IsMissing() =>
        AssertFound(
            FindingKind.Missing,
            Good with
            {
                Messages = [.. Good.Messages.Select(m => m.Id == "a1" ? m with { Content = "day." } : m)],
            }
        );

    [Fact]
    public void Reply_ThatEndedTwice_IsDoubled() =>
        AssertFound(FindingKind.Doubled, Good with { Log = [.. Good.Log, Good.Log[6] with { Seq = 8 }], Views = [] });

    [Fact]
    public void Message_ThatStandsInTheLogTwice_IsDoubled() =>
        AssertFound(FindingKind.Doubled, Good with { Log = [.. Good.Log, Good.Log[0] with { Seq = 8, MessageId = "m1" }], Views = [] });

    [Fact]
    public void Message_ThatIsStoredTwice_IsDoubled() =>
        AssertFound(FindingKind.Doubled, Good with { Messages = [.. Good.Messages, Good.Messages[0] with { Id = "m9", Ordinal = 9 }] });

    [Fact]
    public void Event_ThatAClientNeverGot_IsMissing() =>
        AssertFound(FindingKind.Missing, Good.Seeing(Good.Log.Where(seen => seen.Seq != 5)));

    [Fact]
    public void Ending_ThatAClientNeverGot_IsMissing() => AssertFound(FindingKind.Missing, Good.Seeing(Good.Log.SkipLast(1)));

    [Fact]
    public void Event_ThatAClientGotTwice_IsRepeated() =>
        AssertFound(FindingKind.Repeated, Good.Seeing(Good.Log.SelectMany(seen => seen.Seq == 5 ? new[] { seen, seen } : [seen])));

    [Fact]
    public void Gap_ThatIsTold_IsNoFinding() =>
        Assert.DoesNotContain(
            SessionAudit.Of(Good.Seeing([.. Good.Log.Take(4), new Seen("session:gap") { From = 5 }, .. Good.Log.Skip(5)])),
            finding => finding.Detail.Contains("came after", StringComparison.Ordinal)
        );

    [Fact]
    public void Log_ThatLostWhatItTells_IsMadeWholeByWhatClientsSaw()
    {
        Seen[] rest = [new("session:gap") { From = 4 }, .. Good.Log.Skip(4)];

        Assert.Empty(SessionAudit.Of(Good with { Log = rest }));
        AssertFound(FindingKind.Lost, Good with { Log = rest, Views = [] });
    }

    [Fact]
    public void Piece_ThatIsMissing_IsFoundWithoutNumbers() =>
        AssertFound(FindingKind.Missing, WithoutNumbers(Good.Log.Where(seen => seen.Seq != 2)));

    [Fact]
    public void Piece_ThatCameTwice_IsFoundWithoutNumbers() =>
        AssertFound(FindingKind.Repeated, WithoutNumbers(Good.Log.SelectMany(seen => seen.Seq == 3 ? new[] { seen, seen } : [seen])));

    [Fact]
    public void Pieces_ThatAreNotTheWhole_AreMissing() =>
        AssertFound(FindingKind.Missing, Good.Seeing(Good.Log.Select(seen => seen.Seq == 3 ? seen with { Content = "night." } : seen)));

    [Fact]
    public void Answers_InAnotherOrder_AreFound() =>
        AssertFound(
            FindingKind.OutOfOrder,
            Good with
            {
                Log =
                [
                    Good.Log[0],
                    Good.Log[4] with
                    {
                        Seq = 2,
                    },
                    Good.Log[5] with
                    {
                        Seq = 3,
                    },
                    Good.Log[6] with
                    {
                        Seq = 4,
                    },
                    Good.Log[1] with
                    {
                        Seq = 5,
                    },
                    Good.Log[2] with
                    {
                        Seq = 6,
                    },
                    Good.Log[3] with
                    {
                        Seq = 7,
                    },
                ],
                Views = [],
            }
        );

    [Fact]
    public void Acknowledgements_InAnotherOrder_AreFound() =>
        AssertFound(FindingKind.OutOfOrder, Good with { Accepted = [.. Good.Accepted.Reverse()] });

    [Fact]
    public void Messages_StoredInAnotherOrder_AreFound() =>
        AssertFound(
            FindingKind.OutOfOrder,
            Good with
            {
                Messages = [.. Good.Messages.Select(m => m.Id == "m1" ? m with { Ordinal = 10 } : m)],
            }
        );

    [Fact]
    public void Change_ThatWasCarriedOutTwice_IsDoubled()
    {
        AssertFound(FindingKind.Doubled, Good.Wishing(wish => wish with { Times = 2 }));
        AssertFound(FindingKind.Doubled, Good with { Executions = [Good.Executions[0], Good.Executions[0] with { TurnId = "r3" }] });
    }

    [Fact]
    public void Change_WithoutAYes_IsAContradiction()
    {
        AssertFound(FindingKind.Contradiction, Good.Wishing(wish => wish with { IsAgreed = false }));
        AssertFound(FindingKind.Contradiction, Good.Wishing(wish => wish with { IsAgreed = false, IsDeclined = true }));
    }

    [Fact]
    public void Change_WithoutATrace_IsAContradiction() => AssertFound(FindingKind.Contradiction, Good with { Executions = [] });

    [Fact]
    public void Change_ThatWasToldAndNotDone_IsAContradiction() =>
        AssertFound(
            FindingKind.Contradiction,
            (Good with { Executions = [] }).Wishing(wish => wish with { Times = 0, StateReply = "It is pending." })
        );

    [Fact]
    public void Change_ThatWasDoneAndNeverTold_IsAContradiction() =>
        AssertFound(FindingKind.Contradiction, Good.Wishing(wish => wish with { Replies = ["Anything else?"], StateReply = null }));

    [Fact]
    public void Change_ThatWasDoneAndDenied_IsAContradiction() =>
        AssertFound(
            FindingKind.Contradiction,
            Good.Wishing(wish => wish with { Replies = [wish.Replies[0], "All right, nothing was changed."] })
        );

    [Fact]
    public void Change_ThatWasAgreedToAndNotDone_IsAContradiction() =>
        AssertFound(
            FindingKind.Contradiction,
            (Good with { Executions = [] }).Wishing(wish => wish with { Times = 0, Replies = ["Pardon?"], StateReply = "It is pending." })
        );

    [Fact]
    public void State_ThatIsToldWrongly_IsAContradiction() =>
        AssertFound(FindingKind.Contradiction, Good.Wishing(wish => wish with { StateReply = "It is pending." }));

    private static SessionRecord WithoutNumbers(IEnumerable<Seen> events) =>
        Good with
        {
            Views = [new ClientView("WebSocket", SeesAll: false, [.. events])],
        };

    private static void AssertFound(FindingKind kind, SessionRecord session) =>
        Assert.Contains(SessionAudit.Of(session), finding => finding.Kind == kind);
}
