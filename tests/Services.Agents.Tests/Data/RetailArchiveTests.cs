using System.Text.Json;
using Services.Agents.Data;
using Services.Agents.Tests.Support;
using Switchboard.Testing;

namespace Services.Agents.Tests.Data;

/// <summary>Import and export.</summary>
public sealed class RetailArchiveTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Export_OfAnImport_IsTheSameDocument()
    {
        var path = PublicRetailData();
        if (path is null)
        {
            Assert.Skip("../shared/data/retail/db.json is not there; it is the public data set that imports are tried on.");
        }

        await using var shop = await Shop.EmptyAsync(postgres);
        await using (var file = File.OpenRead(path))
        {
            await shop.Archive.ImportAsync(file, default);
        }

        using var exported = new MemoryStream();
        await shop.Archive.ExportAsync(exported, default);

        var original = JsonElement.Parse(await File.ReadAllBytesAsync(path));
        Assert.True(JsonElement.DeepEquals(original, JsonElement.Parse(exported.ToArray())));
    }

    [Fact]
    public async Task Import_OverAFilledShop_ReplacesIt()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        using var empty = new MemoryStream("""{ "products": {}, "users": {}, "orders": {} }"""u8.ToArray());

        await shop.Archive.ImportAsync(empty, default);

        Assert.Empty((await shop.Archive.ReadAsync(default)).Orders);
    }

    [Fact]
    public async Task Import_BrokenDocument_LeavesTheShopAsItWas()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        using var broken = new MemoryStream("""{ "products": {}, "users": {} }"""u8.ToArray());

        await Assert.ThrowsAsync<JsonException>(() => shop.Archive.ImportAsync(broken, default));

        Assert.Equal(SmallShop.Data.Orders.Count, (await shop.Archive.ReadAsync(default)).Orders.Count);
    }

    private static string? PublicRetailData()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
        {
            folder = folder.Parent;
        }

        var path = folder is null ? null : Path.Combine(folder.FullName, "../shared/data/retail/db.json");
        return File.Exists(path) ? path : null;
    }
}
