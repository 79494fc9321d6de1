using LocalAspire.Control;

namespace LocalAspire.Tests;

public sealed class AddressesTests
{
    [Fact]
    public void Lines_OfAResourceWithReplicas_ListThemUnderOneTitle()
    {
        var status = new PlatformStatus(
            new Dictionary<string, string>
            {
                ["shop"] = "http://s",
                ["gateway"] = "http://g0",
                ["gateway-1"] = "http://g1",
                ["web"] = "http://w",
            },
            []
        );

        Assert.Equal(
            [("Chat", "http://w"), ("Gateway", "http://g0"), ("", "http://g1"), ("shop", "http://s")],
            Addresses.Lines(status).Select(Read)
        );
    }

    private static (string Title, string Url) Read(string line) =>
        (line[..line.LastIndexOf(' ')].Trim(), line[(line.LastIndexOf(' ') + 1)..]);
}
