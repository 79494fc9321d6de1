using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Hints;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Greetings, thanks, what can be asked, and honest words for what was not understood.</summary>
internal sealed class SmallTalkSkill : ISkill
{
    // How sure the classifier has to be that a message is about something else altogether.
    private const float OffTopic = 0.6f;

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } =
    [Greeting, Thanks, Goodbye, Capabilities, AboutAssistant, ContactSupport, Affirm, Deny, Unknown];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context) =>
        new ReplyAction(
            context.State.Intent switch
            {
                Greeting => $"Hello{Named(context)}! How can I help you? You can ask me about orders, products, your account or a problem.",
                Thanks => "You're welcome! Is there anything else I can do?",
                Goodbye => $"Goodbye{Named(context)}, and have a nice day!",
                Capabilities => Abilities(context.Caller),
                AboutAssistant =>
                    $"I'm an automated assistant, not a person. {Short(context.Caller)} If you would rather talk to a person, "
                        + $"just say so. {Questions.OfferHuman}",
                ContactSupport => $"You can reach our support team right here: I can open a ticket for them, or hand you over. I have no "
                    + $"phone number, e-mail address or opening hours to give you, so I won't make any up. {Questions.OfferHuman}",
                Affirm => "Yes to what? Tell me what you would like me to do, please.",
                Deny when context.State.Done.Count > 0 =>
                    "All right. What was done before stays as it is, and nothing else was changed. Is there anything else?",
                Deny => "All right, nothing was changed. Is there anything else?",
                _ when Language.ForeignIn(context.Last.Text) is { } language =>
                    $"{language.Apology} I'm an automated assistant and read English only. {Questions.OfferHuman}".TrimStart(),
                _ when context.State.Confidence >= OffTopic =>
                    $"That is outside what I can help with here, and I'd rather not guess. {Short(context.Caller)} What can I do for you?",
                _ => $"I'm not sure what you mean, and I'd rather not guess. {Short(context.Caller)} {Questions.OfferHuman}",
            }
        );

    private static string Named(DialogueContext context) =>
        context.Caller.FirstName is { Length: > 0 } name ? $" {Markdown.Escape(name)}" : "";

    private static string Short(CallerHints caller) =>
        caller.IsStaff
            ? "I can look up customers and orders, change or cancel orders, handle tickets, and report on sales."
            : "I can track, change, cancel, return or exchange your orders, look up products, keep your address up to date, "
                + "open tickets, and sum up your spending.";

    private static string Abilities(CallerHints caller) =>
        $"""
            I'm the offline model: no outside AI, but real data and real tools. I can

            - **find orders**: status, tracking, items, totals
            - **change them**: cancel, address, payment, items, returns and exchanges, always after your yes
            - **look up products**: variants, prices, availability
            - **{(caller.IsStaff ? "look up customers" : "show your account")}** and change the default address
            - **open tickets**, show them, or hand over to a person
            - **{(caller.IsStaff ? "report on revenue and orders" : "sum up your orders and spending")}**
            """;
}
