using System.Globalization;

namespace Chaos.Audit;

/// <summary>Every promise is kept once, in order.</summary>
internal static class TurnChecks
{
    public static IEnumerable<Finding> Of(SessionRecord session) =>
        [.. Answered(session), .. Messages(session), .. Stored(session), .. Order(session)];

    private static IEnumerable<Finding> Answered(SessionRecord session)
    {
        foreach (var accepted in session.Accepted.DistinctBy(accepted => accepted.ReplyId))
        {
            var endings = session.Known.Where(seen => seen.IsEnding && seen.MessageId == accepted.ReplyId).ToList();
            if (endings.Count == 0)
            {
                yield return new(FindingKind.Lost, session.SessionId, $"'{accepted.Content}' ({accepted.ReplyId}) has no answer.");
            }
            else if (endings.Count > 1)
            {
                yield return new(
                    FindingKind.Doubled,
                    session.SessionId,
                    $"'{accepted.Content}' ({accepted.ReplyId}) ended as numbers {string.Join(", ", endings.Select(e => e.Seq))}."
                );
            }
        }

        foreach (var turn in session.UnfinishedTurns)
        {
            yield return new(FindingKind.Lost, session.SessionId, $"Turn {turn} was begun and has not finished.");
        }

        // What is in the log was announced, whether or not its acknowledgement arrived.
        foreach (var user in session.Known.Where(seen => seen.Name == "message:user"))
        {
            if (!session.Known.Any(seen => seen.IsEnding && seen.ReplyTo == user.MessageId))
            {
                yield return new(
                    FindingKind.Lost,
                    session.SessionId,
                    $"'{user.Content}' ({user.MessageId}) stands in the log without an answer."
                );
            }
        }
    }

    private static IEnumerable<Finding> Messages(SessionRecord session)
    {
        foreach (
            var group in session
                .Known.Where(seen => seen is { Name: "message:user", ClientMessageId: not null })
                .GroupBy(s => s.ClientMessageId)
        )
        {
            if (group.Count() > 1)
            {
                yield return new(
                    FindingKind.Doubled,
                    session.SessionId,
                    $"The message {group.Key} stands {group.Count()} times in the log."
                );
            }
        }

        foreach (
            var group in session
                .Messages.Where(message => message is { Role: "user", ClientMessageId: not null })
                .GroupBy(message => message.ClientMessageId)
        )
        {
            if (group.Count() > 1)
            {
                yield return new(FindingKind.Doubled, session.SessionId, $"The message {group.Key} is stored {group.Count()} times.");
            }
        }

        foreach (var accepted in session.Accepted.Where(accepted => accepted.MessageId is not null))
        {
            if (!session.Messages.Any(message => message.Id == accepted.MessageId))
            {
                yield return new(FindingKind.Lost, session.SessionId, $"'{accepted.Content}' ({accepted.MessageId}) is not stored.");
            }
        }
    }

    private static IEnumerable<Finding> Stored(SessionRecord session)
    {
        foreach (var complete in session.Known.Where(seen => seen.Name == "message:complete"))
        {
            var stored = session.Messages.FirstOrDefault(message => message.Role == "assistant" && message.TurnId == complete.MessageId);
            if (stored is null)
            {
                yield return new(FindingKind.Lost, session.SessionId, $"The reply {complete.MessageId} is not stored.");
            }
            else if (stored.Content != complete.Content)
            {
                yield return new(
                    FindingKind.Missing,
                    session.SessionId,
                    $"The reply {complete.MessageId} is stored as '{stored.Content}' and was told as '{complete.Content}'."
                );
            }
        }
    }

    private static IEnumerable<Finding> Order(SessionRecord session)
    {
        var asked = session.Known.Where(seen => seen.Name == "message:user").Select(seen => seen.MessageId).ToList();
        // An answer by button is no message: it names the one that led to the question, which was answered before.
        var answered = session
            .Known.Where(seen => seen.IsEnding && seen.ReplyTo is not null)
            .DistinctBy(seen => seen.ReplyTo)
            .Select(seen => asked.IndexOf(seen.ReplyTo))
            .Where(place => place >= 0)
            .ToList();
        if (!answered.SequenceEqual(answered.Order()))
        {
            yield return new(
                FindingKind.OutOfOrder,
                session.SessionId,
                string.Create(CultureInfo.InvariantCulture, $"Messages were answered in the order {string.Join(", ", answered)}.")
            );
        }

        var promised = session.Accepted.Select(accepted => asked.IndexOf(accepted.MessageId)).Where(place => place >= 0).ToList();
        if (!promised.SequenceEqual(promised.Order()))
        {
            yield return new(
                FindingKind.OutOfOrder,
                session.SessionId,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Messages were acknowledged in the order {string.Join(", ", promised)} of the log."
                )
            );
        }

        var ordinals = session.Messages.Where(message => message.Role == "user").OrderBy(m => m.Ordinal).Select(m => asked.IndexOf(m.Id));
        var places = ordinals.Where(place => place >= 0).ToList();
        if (!places.SequenceEqual(places.Order()))
        {
            yield return new(FindingKind.OutOfOrder, session.SessionId, "The stored messages are in another order than those of the log.");
        }
    }
}
