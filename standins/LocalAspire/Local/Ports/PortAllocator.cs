using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace LocalAspire.Ports;

/// <summary>
/// Chooses loopback ports and holds them until the process that is to listen there starts, so that platforms that run side by side never
/// choose the same one. Thread-safe.
/// </summary>
internal sealed class PortAllocator : IDisposable
{
    public const string Loopback = "127.0.0.1";

    // Below the range from which Linux takes the ports of outgoing connections: a restarted process finds its port free again.
    private const int FirstPort = 20_000;
    private const int LastPort = 31_999;
    private const int Attempts = 500;

    private readonly Lock _gate = new();
    private readonly List<PortReservation> _reservations = [];

    /// <summary>Holds the wished port when it is free, otherwise another.</summary>
    /// <param name="purpose">For the message when no port can be had.</param>
    /// <param name="wished">Null: any.</param>
    public PortReservation Reserve(string purpose, int? wished)
    {
        lock (_gate)
        {
            var reservation = (wished is { } port ? TryHold(port, wished) : null) ?? Any(purpose, wished);
            _reservations.Add(reservation);
            return reservation;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _reservations.ForEach(r => r.Release());
        }
    }

    private PortReservation Any(string purpose, int? wished)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(FirstPort, LastPort + 1);
            if (_reservations.All(r => r.Port != port) && TryHold(port, wished) is { } reservation)
            {
                return reservation;
            }
        }

        throw new IOException($"No free port for {purpose} between {FirstPort} and {LastPort} after {Attempts} attempts.");
    }

    private static PortReservation? TryHold(int port, int? wished)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            // Only a listening socket keeps others, which share addresses, from the port.
            socket.Listen(1);
            return new PortReservation(socket, port, wished);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
