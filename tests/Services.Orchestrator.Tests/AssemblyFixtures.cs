using Services.Orchestrator.Tests.Worker;

[assembly: AssemblyFixture(typeof(OrchestratorFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
