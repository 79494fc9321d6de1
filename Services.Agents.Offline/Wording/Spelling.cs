using System.Collections.Frozen;
using Services.Screening.Text;

namespace Services.Agents.Offline.Wording;

/// <summary>
/// Restores words that carry the meaning of a request when they are misspelt ("cancle", "parcle", "adress"), and writes out what people
/// shorten ("u", "plz", "wheres"). Any other word stays as it is.
/// </summary>
internal static class Spelling
{
    private const int ShortestWord = 4;
    private const int LongestWord = 20;

    private static readonly FrozenDictionary<string, string> Shortened = Pairs(
        """
        u=you ur=your r=are pls=please plz=please plse=please thx=thanks tnx=thanks ty=thanks wanna=want to gonna=going to
        gotta=have to gimme=give me lemme=let me cuz=because coz=because bc=because idk=I don't know nvm=never mind rn=right now
        b4=before tmrw=tomorrow addy=address acct=account info=information pkg=package qty=quantity msg=message
        wheres=where's whats=what's hows=how's whos=who's whens=when's thats=that's theres=there's heres=here's im=I'm ive=I've
        dont=don't doesnt=doesn't didnt=didn't cant=can't wont=won't isnt=isn't arent=aren't wasnt=wasn't werent=weren't havent=haven't
        hasnt=hasn't hadnt=hadn't couldnt=couldn't wouldnt=wouldn't shouldnt=shouldn't youre=you're youve=you've theyre=they're
        """
    );

    private static readonly FrozenSet<string> Vocabulary = Words(
        """
        account accounts address addresses agent agents already another anything arrive arrived arrives available because bought
        broke broken business cancel cancels cancelled canceled cancelling canceling cancellation cancellations change changes
        changed changing charge charges charged charging cheapest complain complained complaint complaints confirm confirmed could
        customer customers damage damaged defective deliver delivers delivered delivery deliveries different emergency everything
        except exchange exchanges exchanged exchanging expensive human humans instead invoice invoices items mistake mistakes
        mistaken modify modified money never order orders ordered ordering package packages parcel parcels password passwords payment
        payments pending person persons please policy possible problem problems processed processing product products purchase
        purchases purchased question questions receipt receipts receive received receiving refund refunds refunded remove removes
        removed replace replaces replaced replacement replacements representative representatives return returns returned returning
        review reviews reviewed shipped shipment shipments shipping should something status street support supervisor supervisors
        switch switched ticket tickets track tracks tracked tracking transfer transferred update updates updated warranty where would
        wrong yesterday
        """
    );

    /// <summary>Words that look like a misspelt one and are spelt right.</summary>
    private static readonly FrozenSet<string> OtherWords = Words(
        """
        addressed addressee addressees anther anythings bough boughs brake broker brooke brought bushiness busyness cancelation
        cancer cancers chance chanced chancel chancels chances chancing chang chanted chanting charger chargers charles charmed
        charming charred charring charted charting clanged clanging cold complainer complains compliant confirms conform conformed
        damages defectives deliverer detective emergence excepts excerpt expansive extensive haman humane invoiced item modifier
        modifies monet monkey monty mooney mosey newer odder oder older orderings packaged parson parsons pearson pease penning peron
        persona pleas pleased pleases police polity possibles possibly processes produce produces professed professing purchaser
        purchasers receiver receives remote remotes remover removers replayed returnee reviewer shipper shopped shopping sipped
        sipping skipped skipping slipped slipping snipped snipping snitch snitched somethings states stats statue statues stitch
        stitched streets supervisory supports swatch switcher switches tack tacked tacking tacks thicket thickets ticked ticker
        tickers trace traced traces traci tracing tracker tract tracts tracy transfers trick tricked tricking tricks truck trucked
        trucking trucks undated updater warrant warrants were wheres whore wong world woulds wound wring wrongs wrung yesterdays
        """
    );

    private static readonly FrozenDictionary<char, string[]> ByFirstLetter = Vocabulary
        .GroupBy(static word => word[0])
        .ToFrozenDictionary(static group => group.Key, static group => group.Order(StringComparer.Ordinal).ToArray());

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ShortenedLookup =
        Shortened.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> VocabularyLookup = Vocabulary.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OtherLookup = OtherWords.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>What a word stands for; null when it stands for itself.</summary>
    /// <param name="word">In lower case, without punctuation around it.</param>
    public static string? Correct(ReadOnlySpan<char> word)
    {
        if (ShortenedLookup.TryGetValue(word, out var whole))
        {
            return whole;
        }

        if (
            word.Length is < ShortestWord or > LongestWord
            || VocabularyLookup.Contains(word)
            || OtherLookup.Contains(word)
            || !ByFirstLetter.TryGetValue(word[0], out var candidates)
        )
        {
            return null;
        }

        foreach (var candidate in candidates)
        {
            if (
                SpellingDistance.IsSwapped(word, candidate)
                || SpellingDistance.IsScrambled(word, candidate)
                || SpellingDistance.IsOneEdit(word, candidate)
            )
            {
                return candidate;
            }
        }

        return null;
    }

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string text)
    {
        // A pair ends where the next one begins: what is written out may be several words.
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=') is [var key, var value])
            {
                pairs[last = key] = value;
            }
            else
            {
                pairs[last] += " " + word;
            }
        }

        return pairs.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
