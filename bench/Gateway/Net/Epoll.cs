using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Net;

/// <summary>The kernel's readiness list, level-triggered.</summary>
internal sealed class Epoll : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;

    private const int Capacity = 1024;
    private const int Add = 1;
    private const int Modify = 3;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _fd = Libc.EpollCreate(Libc.CloseOnExec);
    private readonly byte[] _events = new byte[Capacity * EventSize];

    public void Watch(int fd, int tag, uint events) => Control(Add, fd, tag, events);

    public void Change(int fd, int tag, uint events) => Control(Modify, fd, tag, events);

    /// <summary>Waits; returns how many are ready.</summary>
    public int Wait(int milliseconds)
    {
        var ready = Libc.EpollWait(_fd, ref _events[0], Capacity, milliseconds);
        return ready >= 0 || Marshal.GetLastPInvokeError() == Libc.Interrupted ? Math.Max(ready, 0) : throw new Win32Exception();
    }

    /// <summary>One of those that were ready.</summary>
    public (int Tag, uint Events) this[int index]
    {
        get
        {
            var one = _events.AsSpan(index * EventSize, EventSize);
            return (BinaryPrimitives.ReadInt32LittleEndian(one[DataOffset..]), BinaryPrimitives.ReadUInt32LittleEndian(one));
        }
    }

    public void Dispose() => _ = Libc.Close(_fd);

    private void Control(int operation, int fd, int tag, uint events)
    {
        Span<byte> one = stackalloc byte[16];
        one.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(one, events);
        BinaryPrimitives.WriteInt32LittleEndian(one[DataOffset..], tag);
        if (Libc.EpollControl(_fd, operation, fd, in one[0]) != 0)
        {
            throw new Win32Exception();
        }
    }
}
