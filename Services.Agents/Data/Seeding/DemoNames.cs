namespace Services.Agents.Data.Seeding;

/// <summary>People and places of the demo shop; invented.</summary>
internal static class DemoNames
{
    public static IReadOnlyList<string> First { get; } =
    [
        "Amara",
        "Anders",
        "Beatriz",
        "Bruno",
        "Carmen",
        "Cedric",
        "Dalia",
        "Darius",
        "Elif",
        "Emil",
        "Farah",
        "Felix",
        "Greta",
        "Hamid",
        "Helena",
        "Idris",
        "Ines",
        "Jonas",
        "Jun",
        "Kaito",
        "Katja",
        "Leila",
        "Luca",
        "Maren",
        "Mateo",
        "Nadia",
        "Nils",
        "Odette",
        "Oskar",
        "Priya",
        "Quentin",
        "Rania",
        "Ravi",
        "Selma",
        "Soren",
        "Talia",
        "Tomas",
        "Uma",
        "Viktor",
        "Wanda",
        "Yara",
        "Zeno",
    ];

    public static IReadOnlyList<string> Last { get; } =
    [
        "Abara",
        "Berg",
        "Castellan",
        "Dahl",
        "Eriksen",
        "Fontaine",
        "Grimaldi",
        "Haddad",
        "Ivanov",
        "Jansen",
        "Kaya",
        "Lindqvist",
        "Moreau",
        "Nakagawa",
        "Okafor",
        "Petrov",
        "Quist",
        "Rosario",
        "Sandoval",
        "Tanaka",
        "Ueda",
        "Vogel",
        "Winther",
        "Ximenes",
        "Yilmaz",
        "Zimmer",
        "Albrecht",
        "Bianchi",
        "Chaudhry",
        "Duarte",
        "Engel",
        "Ferreira",
        "Gallo",
        "Hoffmann",
        "Iyer",
        "Kowalczyk",
        "Larsen",
        "Mbeki",
    ];

    public static IReadOnlyList<string> Streets { get; } =
    [
        "Alder Street",
        "Birch Lane",
        "Canal Road",
        "Dockside Avenue",
        "Elm Terrace",
        "Foundry Street",
        "Granary Row",
        "Harbour Way",
        "Iris Court",
        "Juniper Road",
        "Kiln Lane",
        "Linden Avenue",
        "Mill Street",
        "Northgate",
        "Orchard Road",
        "Poplar Drive",
    ];

    /// <summary>City, state, first three digits of the zip code.</summary>
    public static IReadOnlyList<(string City, string State, string Zip)> Cities { get; } =
    [
        ("Portland", "OR", "972"),
        ("Madison", "WI", "537"),
        ("Asheville", "NC", "288"),
        ("Boulder", "CO", "803"),
        ("Ithaca", "NY", "148"),
        ("Savannah", "GA", "314"),
        ("Tucson", "AZ", "857"),
        ("Duluth", "MN", "558"),
        ("Burlington", "VT", "054"),
        ("Santa Fe", "NM", "875"),
        ("Spokane", "WA", "992"),
        ("Lexington", "KY", "405"),
    ];

    public static IReadOnlyList<string> CardBrands { get; } = ["visa", "mastercard", "amex"];

    /// <summary>Subject and description of tickets; {0} is a product.</summary>
    public static IReadOnlyList<(string Subject, string Description)> Tickets { get; } =
    [
        ("Parcel arrived damaged", "The box of my {0} was torn open on one side and the content has scratches."),
        ("Wrong item received", "I ordered the {0} but something else was in the parcel."),
        ("Missing part", "One part of the {0} was missing from the parcel."),
        ("Question about care", "How should I clean the {0} without damaging it?"),
        ("Parcel is late", "The {0} should have been here last week and tracking has not moved since."),
        ("Invoice needed", "Please send me an invoice with my company's name for the {0}."),
        ("Does not work as described", "The {0} stopped working after two days of normal use."),
        ("Refund has not arrived", "I returned the {0} and the refund is not on my account yet."),
    ];

    /// <summary>What support answers.</summary>
    public static IReadOnlyList<string> Replies { get; } =
    [
        "Thank you for telling us. We are looking into it with the carrier and come back to you within two days.",
        "We are sorry about that. A replacement has been set aside for you; please confirm your address.",
        "This has been passed on to our warehouse, which is checking the shipment.",
    ];
}
