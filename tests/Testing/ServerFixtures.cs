namespace Switchboard.Testing;

/// <summary>Only Redis.</summary>
public sealed class RedisFixture() : InfrastructureFixture(Servers.Redis);

/// <summary>Only RabbitMQ.</summary>
public sealed class RabbitMqFixture() : InfrastructureFixture(Servers.RabbitMq);

/// <summary>Only PostgreSQL.</summary>
public sealed class PostgresFixture() : InfrastructureFixture(Servers.Postgres);

/// <summary>PostgreSQL and Redis.</summary>
public sealed class StoresFixture() : InfrastructureFixture(Servers.Postgres | Servers.Redis);
