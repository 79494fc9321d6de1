namespace Chaos.Audit;

/// <summary>Every client got each event and each piece of a reply once, in order.</summary>
internal static class StreamChecks
{
    public static IEnumerable<Finding> Of(SessionRecord session)
    {
        var log = new ClientView("log", SeesAll: true, session.Log);
        foreach (var view in session.Views.Append(log))
        {
            foreach (var finding in Numbers(session, view).Concat(Pieces(session, view)))
            {
                yield return finding;
            }
        }

        foreach (var view in session.Views)
        {
            foreach (var finding in Endings(session, view))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Numbers(SessionRecord session, ClientView view)
    {
        var last = 0L;
        foreach (var seen in view.Events)
        {
            if (seen is { Name: "session:gap", From: { } from })
            {
                // The platform says that it has lost something, and the client loads the history.
                last = from;
            }

            if (seen.Seq is not { } seq)
            {
                continue;
            }

            if (seq <= last)
            {
                yield return new(FindingKind.Repeated, session.SessionId, $"{view.Transport}: {seen.Name} {seq} came after {last}.");
                continue;
            }

            if (view.SeesAll && seq != last + 1)
            {
                yield return new(FindingKind.Missing, session.SessionId, $"{view.Transport}: {seen.Name} {seq} came after {last}.");
            }

            last = seq;
        }
    }

    private static IEnumerable<Finding> Pieces(SessionRecord session, ClientView view)
    {
        if (view.Events.Any(seen => seen.Name == "session:gap"))
        {
            // Pieces may have been lost with what was told to be; the whole text comes with the end.
            yield break;
        }

        foreach (var reply in view.Events.Where(seen => seen.Name == "message:chunk").GroupBy(seen => seen.MessageId))
        {
            var next = 0;
            foreach (var chunk in reply)
            {
                if (chunk.ChunkIndex < next)
                {
                    yield return new(
                        FindingKind.Repeated,
                        session.SessionId,
                        $"{view.Transport}: piece {chunk.ChunkIndex} of {reply.Key} came twice."
                    );
                    continue;
                }

                if (chunk.ChunkIndex > next)
                {
                    yield return new(
                        FindingKind.Missing,
                        session.SessionId,
                        $"{view.Transport}: piece {chunk.ChunkIndex} of {reply.Key} came where {next} was due."
                    );
                }

                next = chunk.ChunkIndex!.Value + 1;
            }

            var text = string.Concat(reply.DistinctBy(chunk => chunk.ChunkIndex).Select(chunk => chunk.Content));
            if (
                view.Events.FirstOrDefault(seen => seen.Name == "message:complete" && seen.MessageId == reply.Key) is { } complete
                && complete.Content != text
            )
            {
                yield return new(
                    FindingKind.Missing,
                    session.SessionId,
                    $"{view.Transport}: the pieces of {reply.Key} make '{text}', the whole is '{complete.Content}'."
                );
            }
        }
    }

    /// <summary>What ended, ended for this client too, and in the same way.</summary>
    private static IEnumerable<Finding> Endings(SessionRecord session, ClientView view)
    {
        foreach (var ending in session.Log.Where(seen => seen.IsEnding))
        {
            var seen = view.Events.FirstOrDefault(seen => seen.Seq == ending.Seq);
            if (seen is null)
            {
                yield return new(FindingKind.Missing, session.SessionId, $"{view.Transport}: {ending.Name} {ending.Seq} never came.");
            }
            else if (seen.Content != ending.Content)
            {
                yield return new(
                    FindingKind.Missing,
                    session.SessionId,
                    $"{view.Transport}: {ending.Name} {ending.Seq} came as '{seen.Content}', the log has '{ending.Content}'."
                );
            }
        }
    }
}
