using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Understanding;

/// <summary>A language the model does not read, with what it says in it.</summary>
/// <param name="Name">The language's English name.</param>
/// <param name="Words">Frequent words that English does not have.</param>
/// <param name="Apology">That it reads English only, in that language.</param>
internal sealed record Language(string Name, IReadOnlySet<string> Words, string Apology)
{
    private const int MinHits = 2;
    private const int SureHits = 3;

    private static readonly Language[] Known =
    [
        Of(
            "Spanish",
            "el la los las un una es esta estoy mi mis pedido quiero donde cuando como que por para con necesito ayuda puedo "
                + "puede gracias hola no tengo cancelar devolver paquete dinero hablar usted reembolso llegado favor",
            "Lo siento, soy un asistente automático y solo entiendo inglés."
        ),
        Of(
            "German",
            "der die das ein eine ist ich mein meine meinen bestellung wo wann wie und nicht bitte kann kannst haben habe mit "
                + "fur sie mochte stornieren paket hilfe danke hallo geld zuruck sprechen brauche noch",
            "Entschuldigung, ich bin ein automatischer Assistent und verstehe nur Englisch."
        ),
        Of(
            "French",
            "le la les un une est je mon ma mes commande ou quand comment et pas vous puis avec pour veux voudrais annuler "
                + "colis aide merci bonjour remboursement parler besoin ai suis",
            "Désolé, je suis un assistant automatique et je ne comprends que l'anglais."
        ),
        Of(
            "Italian",
            "il lo gli un una sono mio mia ordine dove quando come che per con voglio vorrei posso annullare pacco aiuto grazie "
                + "ciao rimborso parlare bisogno ho",
            "Mi dispiace, sono un assistente automatico e capisco solo l'inglese."
        ),
        Of(
            "Portuguese",
            "o os um uma esta meu minha pedido onde quando como que por para com quero preciso ajuda posso obrigado ola nao "
                + "tenho cancelar devolver pacote dinheiro falar voce reembolso",
            "Desculpe, sou um assistente automático e só entendo inglês."
        ),
        Of(
            "Dutch",
            "de het een ik mijn bestelling waar wanneer hoe niet alstublieft kan kunt heb hebben met voor wil annuleren pakket "
                + "hulp bedankt hallo geld terug spreken nodig",
            "Sorry, ik ben een automatische assistent en begrijp alleen Engels."
        ),
    ];

    private static readonly HashSet<string> English = Set(
        "i my me you your the a an is are was it its this that to of and or in on for with not no do does did have has what "
            + "where when how why can could would please want need order cancel return show tell"
    );

    /// <summary>The language of a text that is not English; null for English, and for what is too short to say.</summary>
    public static Language? ForeignIn(string text)
    {
        if (OtherScript(text))
        {
            return new Language("another language", English, "");
        }

        var words = WordsOf(text);
        var best = Known.MaxBy(language => words.Count(language.Words.Contains))!;
        var hits = words.Count(best.Words.Contains);
        var enough = hits >= SureHits || (hits >= MinHits && hits * 2 > words.Count);
        return enough && hits > words.Count(English.Contains) ? best : null;
    }

    private static bool OtherScript(string text)
    {
        var letters = text.Where(char.IsLetter).ToList();
        return letters.Count >= 2 && letters.Count(letter => letter > '\u024F') * 2 > letters.Count;
    }

    private static Language Of(string name, string words, string apology) => new(name, Set(words), apology);

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    private static List<string> WordsOf(string text) => [.. TextFeatures.Tokenize(text)];
}
