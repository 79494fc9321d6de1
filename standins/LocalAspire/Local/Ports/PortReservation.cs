using System.Net.Sockets;

namespace LocalAspire.Ports;

/// <summary>A port that is held for a process.</summary>
internal sealed class PortReservation(Socket holder, int port, int? wished)
{
    public int Port { get; } = port;

    /// <summary>The port that was wished and is taken.</summary>
    public int? Taken { get; } = wished is { } w && w != port ? w : null;

    /// <summary>Lets the process listen.</summary>
    public void Release() => holder.Dispose();
}
