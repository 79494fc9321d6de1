using Switchboard.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
