using Services.Agents.Offline.Classification;
using Services.Agents.Offline.History;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// What the conversation has come to, read from the transcript alone: what was done, from what tools returned and never from words.
/// </summary>
internal sealed record DialogueState
{
    /// <summary>What the user wants now, one of <see cref="Intents"/>.</summary>
    public string Intent { get; init; } = Intents.Unknown;

    /// <summary>How sure that is, 0 to 1.</summary>
    public float Confidence { get; init; }

    /// <summary>How the customer stands to what they speak of; for a change, whether it is asked for at all.</summary>
    public Stance Stance { get; init; }

    /// <summary>The changes that the message asks not to make, beside what it asks for.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>What the messages of this task name, oldest first; the last is the message to answer.</summary>
    public IReadOnlyList<Mentions> Task { get; init; } = [];

    /// <summary>What else the message asks for: changes first, then questions.</summary>
    public IReadOnlyList<Request> Also { get; init; } = [];

    /// <summary>The question that the message asks back about with "why?"; null when it does not.</summary>
    public ExpectedAnswer? AsksWhy { get; init; }

    /// <summary>True when the message leaves a proposed change unanswered and turns to something else.</summary>
    public bool DropsProposal { get; init; }

    /// <summary>True when a change is proposed, and was proposed only after the message had been sent.</summary>
    public bool HasOpenProposal { get; init; }

    /// <summary>The proposed change instead of whose yes or no the message was written; null if there is none.</summary>
    public CompletedToolCall? Dropped { get; init; }

    /// <summary>The change that was proposed last and left for something else, or said no to; null once anything was changed.</summary>
    public CompletedToolCall? Shelved { get; init; }

    /// <summary>What was changed in this conversation, oldest first.</summary>
    public IReadOnlyList<CompletedToolCall> Done { get; init; } = [];

    /// <summary>Messages of the user since the last change, the one to answer among them.</summary>
    public int MessagesSinceDone { get; init; }

    /// <summary>The order that was spoken of last.</summary>
    public string? FocusOrder { get; init; }

    /// <summary>Orders in the order in which they were last listed.</summary>
    public IReadOnlyList<string> ListedOrders { get; init; } = [];

    /// <summary>The customer who has said who they are, from the record of the look-up; null before.</summary>
    public string? Customer { get; init; }

    /// <summary>The address that the message names in any of its parts.</summary>
    public Address? Address { get; init; }

    /// <summary>The customer that was spoken of last, for staff.</summary>
    public string? FocusCustomer { get; init; }

    /// <summary>The ticket that was spoken of last.</summary>
    public string? FocusTicket { get; init; }

    /// <summary>The message to answer.</summary>
    public Mentions Last => Task.Count > 0 ? Task[^1] : Mentions.In("");

    /// <summary>The texts of this task, joined.</summary>
    public string TaskText => string.Join(" \n ", Task.Select(mentions => mentions.Text));

    /// <summary>The thing that this task is about, in the user's words, or null.</summary>
    public string? ItemPhrase => Latest(mentions => mentions.ItemPhrase);

    /// <summary>The newest value that a message of this task names.</summary>
    public T? Latest<T>(Func<Mentions, T?> slot) => Task.Select(slot).LastOrDefault(value => value is not null);
}
