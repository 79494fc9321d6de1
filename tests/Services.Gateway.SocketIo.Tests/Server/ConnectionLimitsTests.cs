using System.Net;
using Microsoft.Extensions.Options;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Who is counted together, and what the counting costs.</summary>
public sealed class ConnectionLimitsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "127.0.0.1", false)]
    public void TryEnter_FromAnAddressThatIsFull_IsRefusedUntilOneLeaves(string first, string second, bool isSame)
    {
        var limits = Limits(perAddress: 1);
        Assert.True(limits.TryEnter(IPAddress.Parse(first)));

        Assert.Equal(!isSame, limits.TryEnter(IPAddress.Parse(second)));

        limits.Leave(IPAddress.Parse(isSame ? first : second));
        Assert.True(limits.TryEnter(IPAddress.Parse(second)));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:ffff::2", "2001:db8:1:2::")]
    [InlineData("fe80::1%3", "fe80::")]
    public void NetworkOf_AnAddress_IsItselfOrItsNetwork(string address, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), ConnectionLimits.NetworkOf(IPAddress.Parse(address)));

    [Fact]
    public void TryEnter_WhenAllPlacesAreTaken_IsRefusedFromAnywhereUntilOneLeaves()
    {
        var limits = Limits(total: 2);
        Assert.True(limits.TryEnter(IPAddress.Loopback));
        Assert.True(limits.TryEnter(null));

        Assert.False(limits.TryEnter(IPAddress.IPv6Loopback));

        limits.Leave(null);
        Assert.True(limits.TryEnter(IPAddress.IPv6Loopback));
        Assert.False(limits.TryEnter(null));
    }

    [Fact]
    public void TryEnter_WhenThereIsNoRoomInAll_CountsNothingForTheAddress()
    {
        var limits = Limits(total: 1, perAddress: 1);
        limits.TryEnter(IPAddress.Loopback);
        Assert.False(limits.TryEnter(IPAddress.IPv6Loopback));

        limits.Leave(IPAddress.Loopback);

        Assert.Equal(0, limits.Addresses);
        Assert.True(limits.TryEnter(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void TryEnter_FromAnAddressThatIsKnown_AllocatesNothing()
    {
        var limits = Limits(total: 1_000, perAddress: 1_000);
        var address = IPAddress.Parse("::ffff:192.0.2.1");
        limits.TryEnter(address);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            limits.TryEnter(address);
            limits.Leave(address);
        }

        // The first calls load types; an object for each call would be 24 bytes at least.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000);
    }

    [Fact]
    public void TryEnter_FromManyThreads_NeverLetsInMoreThanAllowed()
    {
        var limits = Limits(perAddress: 3);
        var inside = 0;
        var most = 0;

        Parallel.For(
            0,
            20_000,
            _ =>
            {
                if (limits.TryEnter(IPAddress.Loopback))
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref inside));
                    Interlocked.Decrement(ref inside);
                    limits.Leave(IPAddress.Loopback);
                }
            }
        );

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, limits.Addresses);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        var known = Volatile.Read(ref most);
        while (value > known && Interlocked.CompareExchange(ref most, value, known) is var now && now != known)
        {
            known = now;
        }
    }

    private static ConnectionLimits Limits(int total = 0, int perAddress = 0) =>
        new(Options.Create(new SocketIoOptions { MaxConnections = total, MaxConnectionsPerAddress = perAddress }));
}
