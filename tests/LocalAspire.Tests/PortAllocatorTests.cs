using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LocalAspire.Ports;

namespace LocalAspire.Tests;

public sealed class PortAllocatorTests : IDisposable
{
    private readonly PortAllocator _allocator = new();

    public void Dispose() => _allocator.Dispose();

    [Fact]
    public void Reserve_WishedPortIsFree_TakesIt()
    {
        var free = FreePort();

        var reservation = _allocator.Reserve("test", free);

        Assert.Equal(free, reservation.Port);
        Assert.Null(reservation.Taken);
    }

    [Fact]
    public void Reserve_WishedPortIsInUse_TakesAnotherAndNamesTheOwner()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var reservation = _allocator.Reserve("test", port);

        Assert.NotEqual(port, reservation.Port);
        Assert.Equal(port, reservation.Taken);
        Assert.Contains(
            $"(pid {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)})",
            PortOwner.Describe(port),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reserve_ByAnotherAllocator_DoesNotTakeAPortThatIsHeld()
    {
        using var other = new PortAllocator();
        var held = _allocator.Reserve("test", null);

        Assert.NotEqual(held.Port, other.Reserve("test", held.Port).Port);
    }

    [Fact]
    public void Release_OfAReservation_LetsAProcessListen()
    {
        var reservation = _allocator.Reserve("test", null);

        reservation.Release();

        using var listener = new TcpListener(IPAddress.Loopback, reservation.Port);
        listener.Start();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
