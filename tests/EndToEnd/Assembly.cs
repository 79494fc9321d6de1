using EndToEnd.Browser;
using Switchboard.Testing;

// One platform for all tests; they have users, orders and sessions of their own, but some kill processes.
[assembly: AssemblyFixture(typeof(PlatformFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
