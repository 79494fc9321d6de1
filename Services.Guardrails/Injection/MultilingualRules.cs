using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Overrides and extractions in other languages. Patterns read lower-case words without marks on Latin letters.</summary>
internal static partial class MultilingualRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("injection.override_es", Spanish),
        new("injection.override_fr", French),
        new("injection.override_de", German),
        new("injection.override_it", Italian),
        new("injection.override_pt", Portuguese),
        new("injection.override_nl", Dutch),
        new("injection.override_pl", Polish),
        new("injection.override_tr", Turkish),
        new("injection.override_ru", Russian),
        new("injection.override_zh", Chinese),
        new("injection.override_ja", Japanese),
        new("injection.override_ko", Korean),
        new("injection.override_ar", Arabic),
        new("injection.override_hi", Hindi),
        new("injection.override_vi", Vietnamese),
        new("injection.override_id", Indonesian),
    ];

    [GeneratedRegex(
        @"\b(?:(?:ignora|ignore|ignorar|olvida|olvide|olvidar|omite|desobedece|descarta)(?:r|s|d)? (?:\w{1,20} "
            + @"){0,4}(?:instrucciones|reglas|indicaciones|directrices|ordenes anteriores|todo lo "
            + @"anterior)|(?:muestra|revela|dime|ensena|imprime|repite)(?:me)? (?:\w{1,20} ){0,4}(?:prompt|instrucciones "
            + @"(?:del sistema|ocultas|iniciales|internas)|tus instrucciones)|a partir de ahora "
            + @"(?:eres|seras|actua|responde|debes))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Spanish { get; }

    [GeneratedRegex(
        @"\b(?:(?:ignore[rsz]?|ignorez|oublie[rsz]?|oubliez|neglige[rz]?|outrepasse[rz]?|contourne[rz]?) (?:\w{1,20} "
            + @"){0,4}(?:instructions|consignes|regles|directives|tout ce qui "
            + @"precede)|(?:montre|revele|affiche|donne|dis|repete)[rz]?(?: moi)? (?:\w{1,20} ){0,4}(?:prompt|(?:tes|vos) "
            + @"(?:instructions|consignes)|(?:instructions|consignes) (?:systeme|initiales|cachees|secretes))|(?:a "
            + @"partir de|des) maintenant,? (?:tu es|vous etes|tu dois|reponds|agis))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex French { get; }

    [GeneratedRegex(
        @"\b(?:(?:ignorier(?:e|en|t)?|vergiss|vergesst|missachte|umgehe|verwirf|uberschreibe) (?:\w{1,20} "
            + @"){0,4}(?:anweisungen|instruktionen|regeln|vorgaben|richtlinien|befehle|alles "
            + @"(?:vorherige|bisherige|davor))|(?:zeig|zeige|verrate|nenne|gib|wiederhole|drucke)(?: mir| uns)? (?:\w{1,20} "
            + @"){0,4}(?:system ?prompt|systemanweisung(?:en)?|deine anweisungen|deine (?:internen|geheimen) "
            + @"(?:regeln|anweisungen))|ab (?:jetzt|sofort) (?:bist du|sollst du|antwortest du|verhaltst du))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex German { get; }

    [GeneratedRegex(
        @"\b(?:(?:ignora|ignorare|dimentica|dimenticare|trascura|scavalca) (?:\w{1,20} "
            + @"){0,4}(?:istruzioni|regole|direttive|linee guida|indicazioni)|(?:mostra|rivela|dimmi|stampa|ripeti)(?:mi)? "
            + @"(?:\w{1,20} ){0,4}(?:prompt|(?:tue )?istruzioni (?:di sistema|iniziali|segrete|nascoste)|le tue "
            + @"istruzioni)|da (?:ora|adesso) in poi (?:sei|sarai|agisci|rispondi))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Italian { get; }

    [GeneratedRegex(
        @"\b(?:(?:ignore|ignora|ignorar|esqueca|esquece|desconsidere) (?:\w{1,20} "
            + @"){0,4}(?:instrucoes|regras|diretrizes|orientacoes|tudo "
            + @"(?:acima|antes))|(?:mostre|revele|diga|exiba|repita|imprima)(?: me)? (?:\w{1,20} ){0,4}(?:prompt|instrucoes "
            + @"(?:do sistema|iniciais|ocultas)|suas instrucoes)|a partir de agora (?:voce|tu|responda|aja))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Portuguese { get; }

    [GeneratedRegex(
        @"\b(?:(?:negeer|vergeet|omzeil|overschrijf) (?:\w{1,20} "
            + @"){0,4}(?:instructies|regels|richtlijnen|opdrachten|aanwijzingen)|(?:toon|laat|geef|onthul|herhaal)(?: mij| me)? "
            + @"(?:\w{1,20} ){0,4}(?:systeemprompt|system prompt|je instructies|jouw instructies)|vanaf nu (?:ben je|moet "
            + @"je|antwoord je))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Dutch { get; }

    [GeneratedRegex(
        @"\b(?:(?:zignoruj|ignoruj|zapomnij o|pomin|pomi[nń]) (?:\w{1,20} "
            + @"){0,4}(?:instrukcje|instrukcjach|polecenia|poleceniach|zasady|zasadach|wytyczne)|(?:pokaz|ujawnij|wypisz|"
            + @"powtorz) (?:\w{1,20} ){0,4}(?:prompt|instrukcje systemowe|swoje instrukcje))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Polish { get; }

    [GeneratedRegex(
        @"\b(?:(?:onceki|tum|butun|yukaridaki|sistem) (?:\w{1,20} ){0,3}(?:talimat|kural|komut|yonerge)\w{0,12} (?:\w{1,20} "
            + @"){0,2}(?:unut|yok say|gormezden gel|goster|dikkate alma|ignore)\w{0,6})\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Turkish { get; }

    [GeneratedRegex(
        @"(?:игнорир(?:уй|уйте|овать)|проигнорируй(?:те)?|забудь(?:те)?|отмени(?:те)?|не обращай внимания на|обойди) "
            + @"(?:\w{1,20} ){0,4}(?:инструкци\w{0,4}|указани\w{0,4}|правил\w{0,4}|команд\w{0,4}|ограничени\w{0,4}|что "
            + @"(?:было|я) \w{0,12})|(?:покажи|раскрой|выведи|повтори|назови|скажи)(?:те)? (?:\w{1,20} "
            + @"){0,4}(?:системн\w{0,6} (?:промпт|инструкци|сообщени|запрос)\w{0,4}|(?:свои|твои|ваши) (?:\w{1,20} "
            + @"){0,2}инструкции|промпт)|(?:теперь|отныне) (?:ты|вы) (?!може)\w{1,20}",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Russian { get; }

    [GeneratedRegex(
        @"(?:忽略|无视|無視|忘记|忘記|不要理会|不要理會|绕过|繞過|违反|忽视).{0,16}(?:指令|指示|提示|规则|規則|限制|约束|說明|说明|设定|要求)|(?:显示|顯示|告诉我|告訴我|透露|输出|輸出|重复|重複|"
            + @"打印|泄露).{0,12}(?:系统提示|系統提示|提示词|提示詞|系统指令|系統指令|初始指令|内部指令|你的指令)|(?:从现在开始|從現在開始|从现在起|現在你是|现在你是)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Chinese { get; }

    [GeneratedRegex(
        @"(?:指示|命令|プロンプト|ルール|規則|制約|設定|指令).{0,12}(?:無視|忘れ|破っ|破棄|従わない|上書き)|(?:システムプロンプト|初期指示|内部の指示|隠された指示).{0,12}(?:教え|表示|見せ|出力|"
            + @"開示|繰り返)|これから(?:あなた|君)は",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Japanese { get; }

    [GeneratedRegex(
        @"(?:지시|명령|규칙|지침|프롬프트|제한|설정).{0,12}(?:무시|잊어|잊고|어겨|따르지)|(?:시스템 ?프롬프트|시스템 ?지침|숨겨진 ?지시|초기 "
            + @"?지시).{0,12}(?:알려|보여|출력|공개|말해|반복)|(?:지금|이제)부터 (?:너는|넌|당신은)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Korean { get; }

    [GeneratedRegex(
        @"(?:تجاهل|انس|تخط|اهمل).{0,24}(?:التعليمات|الاوامر|الأوامر|القواعد|التوجيهات)|(?:اعرض|اظهر|أظهر|اكشف|اطبع|كرر).{0,"
            + @"24}(?:موجه النظام|تعليمات النظام|تعليماتك)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Arabic { get; }

    [GeneratedRegex(
        @"(?:निर्देश|नियम|आदेश).{0,20}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल|उपेक्षा)|(?:सिस्टम प्रॉम्प्ट).{0,24}(?:दिखा|बता)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Hindi { get; }

    [GeneratedRegex(
        @"\b(?:bo qua|phot lo|quen) (?:\w{1,20} ){0,5}(?:huong dan|chi dan|quy tac|lenh|chi thi)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Vietnamese { get; }

    [GeneratedRegex(
        @"\b(?:abaikan|lupakan) (?:\w{1,20} ){0,4}(?:instruksi|perintah|aturan|petunjuk)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Indonesian { get; }
}
