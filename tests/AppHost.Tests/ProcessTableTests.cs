using Switchboard.Dev;

namespace AppHost.Tests;

public sealed class ProcessTableTests
{
    private static readonly ProcessTable Table = ProcessTable.Parse([
        "  100     1 dotnet",
        "  101   100 Services.Gateway",
        "  200     1 sh",
        "  201   200 epmd",
        "  202   200 beam.smp",
        "  203   202 erl_child_setup",
        "  300     1 redis-server",
    ]);

    [Theory]
    [InlineData(100, 101)]
    [InlineData(200, 202)]
    [InlineData(300, 300)]
    public void Wrapped_IsTheServerAndNotWhatIsAroundIt(int wrapper, int server) => Assert.Equal(server, Table.Wrapped(wrapper));

    [Fact]
    public void Wrapped_OfAnEndedProcess_IsNull() => Assert.Null(Table.Wrapped(999));
}
