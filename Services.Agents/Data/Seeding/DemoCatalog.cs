namespace Services.Agents.Data.Seeding;

/// <summary>The products of the demo shop: a name, a base price and the options it comes in.</summary>
internal static class DemoCatalog
{
    /// <summary>A product to be made.</summary>
    internal sealed record Line(string Name, decimal Price, params (string Option, string[] Values)[] Options);

    private static readonly string[] Colours = ["black", "white", "forest green", "navy", "sand", "coral"];
    private static readonly string[] Sizes = ["XS", "S", "M", "L", "XL"];
    private static readonly string[] ShoeSizes = ["38", "39", "40", "41", "42", "43", "44"];

    public static IReadOnlyList<Line> Lines { get; } =
    [
        new("Merino Sweater", 89, ("colour", Colours), ("size", Sizes)),
        new("Linen Shirt", 54, ("colour", Colours), ("size", Sizes), ("collar", ["button-down", "band"])),
        new("Rain Jacket", 139, ("colour", Colours), ("size", Sizes), ("lining", ["mesh", "fleece"])),
        new("Denim Jeans", 79, ("wash", ["raw", "stone", "black"]), ("size", Sizes), ("fit", ["slim", "straight", "loose"])),
        new("Wool Socks", 14, ("colour", Colours), ("length", ["ankle", "crew", "knee"])),
        new("Trail Shoes", 129, ("colour", Colours), ("size", ShoeSizes)),
        new("Leather Boots", 189, ("colour", ["black", "brown", "oxblood"]), ("size", ShoeSizes), ("sole", ["rubber", "leather"])),
        new("Canvas Sneakers", 65, ("colour", Colours), ("size", ShoeSizes)),
        new("Beanie", 24, ("colour", Colours), ("knit", ["fine", "chunky"])),
        new("Travel Backpack", 119, ("colour", Colours), ("capacity", ["20 l", "28 l", "40 l"])),
        new("Messenger Bag", 98, ("colour", Colours), ("material", ["canvas", "leather"])),
        new("Weekend Duffel", 110, ("colour", Colours), ("capacity", ["35 l", "50 l"])),
        new("Steel Bottle", 29, ("colour", Colours), ("capacity", ["500 ml", "750 ml", "1 l"])),
        new("Pour-over Set", 46, ("material", ["glass", "ceramic"]), ("cups", ["2", "4"])),
        new("Burr Grinder", 149, ("colour", ["black", "white"]), ("burrs", ["steel", "ceramic"])),
        new("Electric Kettle", 74, ("colour", ["black", "white", "steel"]), ("capacity", ["0.8 l", "1.2 l", "1.7 l"])),
        new("Cast-iron Pan", 59, ("diameter", ["20 cm", "26 cm", "30 cm"]), ("handle", ["bare", "wood"])),
        new("Chef's Knife", 95, ("blade", ["16 cm", "20 cm", "24 cm"]), ("handle", ["walnut", "olive", "resin"])),
        new("Cutting Board", 38, ("wood", ["oak", "maple", "acacia"]), ("size", ["small", "medium", "large"])),
        new("Linen Bedding", 159, ("colour", Colours), ("size", ["single", "double", "king"])),
        new("Down Pillow", 69, ("firmness", ["soft", "medium", "firm"]), ("size", ["standard", "large"])),
        new("Wool Blanket", 119, ("colour", Colours), ("size", ["throw", "bed"])),
        new("Desk Lamp", 84, ("colour", Colours), ("switch", ["dial", "touch"])),
        new("Floor Lamp", 179, ("colour", ["black", "white", "brass"]), ("shade", ["linen", "paper", "metal"])),
        new("Standing Desk", 489, ("top", ["oak", "walnut", "white"]), ("width", ["120 cm", "140 cm", "160 cm"])),
        new("Task Chair", 329, ("colour", ["black", "grey", "navy"]), ("armrests", ["none", "fixed", "adjustable"])),
        new("Bookshelf", 219, ("wood", ["oak", "walnut", "pine"]), ("shelves", ["3", "4", "5"])),
        new("Wall Clock", 49, ("colour", Colours), ("diameter", ["25 cm", "30 cm"])),
        new("Wireless Headphones", 199, ("colour", ["black", "white", "navy"]), ("wearing", ["over-ear", "on-ear"])),
        new("Earbuds", 129, ("colour", ["black", "white"]), ("case", ["standard", "wireless"])),
        new("Portable Speaker", 89, ("colour", Colours), ("battery", ["10 h", "20 h"])),
        new("Mechanical Keyboard", 139, ("layout", ["60%", "75%", "full"]), ("switches", ["linear", "tactile", "clicky"])),
        new("Ergonomic Mouse", 69, ("colour", ["black", "white"]), ("hand", ["left", "right"])),
        new("Laptop Stand", 45, ("colour", ["silver", "black"]), ("material", ["aluminium", "bamboo"])),
        new("E-reader", 159, ("storage", ["16 GB", "32 GB"]), ("colour", ["black", "sage"])),
        new("Action Camera", 299, ("resolution", ["4K", "5K"]), ("mount", ["none", "helmet", "bicycle"])),
        new("Yoga Mat", 58, ("colour", Colours), ("thickness", ["4 mm", "6 mm"])),
        new("Camping Tent", 279, ("persons", ["2", "3", "4"]), ("seasons", ["3", "4"])),
        new("Sleeping Bag", 149, ("comfort", ["10 °C", "0 °C", "-10 °C"]), ("length", ["regular", "long"])),
        new("Bicycle Helmet", 79, ("colour", Colours), ("size", ["S", "M", "L"])),
        new("Garden Planter", 42, ("colour", ["terracotta", "slate", "white"]), ("diameter", ["20 cm", "30 cm", "40 cm"])),
        new("Board Game", 39, ("edition", ["classic", "travel", "collector"])),
    ];
}
