using System.Text.Json;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Wording;
using Services.Contracts.Agents;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Folds a transcript into what is wanted now: each message either begins a task, or goes on with the one before (an answer to a question,
/// a short follow-up), and tool results and replies say what "it" and "the second one" are.
/// </summary>
internal sealed class DialogueStateTracker(IntentReader reader)
{
    /// <summary>Characters of an entry that are read: twice what a message may have.</summary>
    private const int LongestRead = 10_000;

    private readonly RequestSplitter _splitter = new(reader);

    public DialogueState Track(DialogueHistory history)
    {
        var state = new DialogueState();
        string? reply = null;
        var isOpen = false;
        CompletedToolCall? superseded = null;
        List<CompletedToolCall> used = [];
        var last = history.Entries.OfType<UserUtterance>().LastOrDefault();
        foreach (var entry in history.Entries)
        {
            switch (entry)
            {
                case UserUtterance user:
                    state = AfterToolCalls(state, used);
                    used.Clear();
                    var (question, amended) = (Questions.AskedIn(reply), superseded);
                    state = Earlier(
                        state,
                        before =>
                            amended is not null && before.Task.Count > 0 && Proposal.IsAmendedBy(amended, Reading(user.Text))
                                ? Amend(before, Reading(user.Text))
                                : AfterUserMessage(before, Reading(user.Text), question),
                        ReferenceEquals(user, last)
                    ) with
                    {
                        HasOpenProposal = isOpen,
                        Dropped = superseded,
                        MessagesSinceDone = state.MessagesSinceDone + 1,
                    };
                    reply = null;
                    isOpen = false;
                    superseded = null;
                    break;
                case AssistantUtterance assistant:
                    reply += assistant.Text;
                    state = Earlier(AfterToolCalls(state, used), before => AfterReply(before, Beginning(assistant.Text)));
                    used.Clear();
                    break;
                case CompletedToolCall { Why: RefusalKind.Pending } asked when ToolNames.IsWrite(asked.Name):
                    isOpen = true;
                    break;
                case CompletedToolCall { Why: RefusalKind.Superseded } dropped when ToolNames.IsWrite(dropped.Name):
                    // The message that follows is the one that was written instead of an answer.
                    superseded = dropped;
                    state = state with { Shelved = dropped };
                    break;
                case CompletedToolCall tool:
                    if (ToolNames.IsWrite(tool.Name))
                    {
                        // What came of it settles the question.
                        reply = null;
                        state = state with { Shelved = tool.IsDeclined ? tool : state.Shelved };
                    }

                    if (
                        tool is { Refusal: null, Name: ToolNames.FindUserByEmail or ToolNames.FindUserByNameZip }
                        && UserIdOf(tool) is { } found
                    )
                    {
                        state = state with { Customer = found };
                    }

                    if (tool.Refusal is null)
                    {
                        // Applied once the turn goes on: what is looked up for an answer must not change what was asked.
                        used.Add(tool);
                    }

                    if (tool.Refusal is null && ToolNames.IsWrite(tool.Name))
                    {
                        state = state with { Done = [.. state.Done, tool], MessagesSinceDone = 0, Shelved = null };
                    }

                    break;
            }
        }

        return state;
    }

    /// <summary>The task goes on, with something of it otherwise.</summary>
    private static DialogueState Amend(DialogueState state, string text) =>
        state with
        {
            Confidence = 1,
            Task = [.. state.Task, Mentions.In(text) with { Answering = ExpectedAnswer.Consent }],
            Also = [],
            AsksWhy = null,
            DropsProposal = false,
        };

    /// <summary>
    /// The state after an earlier entry. One that cannot be read is passed over: it stands in the history of every message to come, and
    /// must not take them with it. The message that is to be answered now may fail, and says so.
    /// </summary>
    private static DialogueState Earlier(DialogueState before, Func<DialogueState, DialogueState> read, bool isLast = false)
    {
        try
        {
            return read(before);
        }
        catch (Exception e) when (!isLast && e is not OperationCanceledException)
        {
            return before;
        }
    }

    private static string Beginning(string text) => text.Length <= LongestRead ? text : text[..LongestRead];

    private static string Reading(string text) => PlainText.Of(Beginning(text));

    private DialogueState AfterUserMessage(DialogueState state, string text, ExpectedAnswer asked)
    {
        var mentions = Mentions.In(text);
        var foreign = Language.ForeignIn(text) is not null;
        var guess = foreign ? new IntentGuess(Intents.Unknown, 0) : reader.Read(text);
        var also = state.Also;
        state = state with
        {
            Address = mentions.Address ?? (asked == ExpectedAnswer.Nothing ? null : state.Address),
            FocusCustomer = mentions.CustomerId ?? mentions.Email ?? state.FocusCustomer,
            Also = [],
            Refused = [],
            AsksWhy = null,
            DropsProposal = false,
        };
        if (state.Task.Count > 0 && AsksBack(mentions, guess, asked))
        {
            return state with { AsksWhy = asked };
        }

        if (asked != ExpectedAnswer.Nothing && DialogueCues.Refuses(text))
        {
            return state with { Intent = Intents.Deny, Confidence = 1, Stance = Stance.Wanted, Task = [mentions] };
        }

        if ((!foreign || Continuation.Answers(mentions, asked)) && Continuation.Of(state, mentions, guess, asked) is { } intent)
        {
            return state with
            {
                Intent = intent,
                Confidence = Math.Max(guess.Confidence, 0.75f),
                Stance = Continuation.OfferedBy(asked) is not null ? Stance.Wanted : Continued(state, text, intent),
                Also = intent == state.Intent ? StillOpen(also, asked) : [],
                Task =
                    intent == state.Intent ? [.. state.Task, mentions with { Answering = asked }] : [mentions with { Answering = asked }],
            };
        }

        state = state with { DropsProposal = asked == ExpectedAnswer.Consent && !Intents.IsReply(guess.Intent) };
        var requests = _splitter.Split(text);
        var refused = requests.Where(static request => request is { Writes: true, Stance: Stance.Unwanted }).ToList();
        if (requests.Except(refused).ToList() is [var first, ..] wanted && requests.Count > 1)
        {
            return state with
            {
                Intent = first.Intent,
                Confidence = guess.Confidence,
                Stance = first.Stance,
                Refused = [.. refused.Select(static request => request.Intent)],
                Task = [Mentions.In(first.Text)],
                Also = [.. wanted.Skip(1)],
                FocusOrder = mentions.OrderIds is [var order, ..] ? order : state.FocusOrder,
            };
        }

        var begun = guess.IsSure ? guess.Intent : IntentFromSlots(mentions);
        return state with { Intent = begun, Confidence = guess.Confidence, Stance = StanceReader.Of(text, begun), Task = [mentions] };
    }

    /// <summary>
    /// The other requests of a message whose first one was asked about: questions were answered meanwhile, unless nobody was known.
    /// </summary>
    private static IReadOnlyList<Request> StillOpen(IReadOnlyList<Request> also, ExpectedAnswer asked) =>
        asked == ExpectedAnswer.Identity ? also : [.. also.Where(static request => request.Writes)];

    // What goes on with a task says only by a refusal how it stands to it.
    private static Stance Continued(DialogueState state, string text, string intent) =>
        StanceReader.Read(text, intent) switch
        {
            Stance.Unwanted => Stance.Unwanted,
            { } read when state.Intent != intent || read == Stance.Wanted => read,
            _ => state.Stance,
        };

    // A whole address is there to be entered, however the rest is worded.
    private static string IntentFromSlots(Mentions mentions) =>
        mentions switch
        {
            { Address: null } => Intents.Unknown,
            { OrderIds.Count: > 0 } or { Refers: true } or { Newest: true } => Intents.ChangeOrderAddress,
            _ => Intents.ChangeAddress,
        };

    // "Why was my order cancelled?" is a question of its own; "why?" is about what was just said.
    private static bool AsksBack(Mentions mentions, IntentGuess guess, ExpectedAnswer asked)
    {
        var topic = new Request(guess.Intent, mentions.Text);
        return DialogueCues.AsksWhy(mentions.Text)
            && mentions.OrderIds.Count == 0
            && (asked == ExpectedAnswer.Consent || !guess.IsSure || !(topic.Reads || topic.Writes));
    }

    private static DialogueState AfterReply(DialogueState state, string reply)
    {
        var mentions = Mentions.In(reply);
        var ids = mentions.OrderIds;
        state = mentions.TicketIds is [var ticket] ? state with { FocusTicket = ticket } : state;
        return ids.Count switch
        {
            0 => state,
            1 => state with { FocusOrder = ids[0] },
            _ => state with { ListedOrders = ids, FocusOrder = null },
        };
    }

    private static DialogueState AfterToolCalls(DialogueState state, IReadOnlyList<CompletedToolCall> used)
    {
        var orders = used.Select(OrderOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return orders.Count == 1 ? state with { FocusOrder = orders[0] } : state;
    }

    private static string? OrderOf(CompletedToolCall tool) =>
        tool.Name == ToolNames.GetOrderDetails || ToolNames.IsOrderWrite(tool.Name) ? Text(tool.Result, "order_id") : null;

    private static string? UserIdOf(CompletedToolCall found) =>
        found.Result.ValueKind == JsonValueKind.String ? found.Result.GetString() : Text(found.Result, "user_id");

    private static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
