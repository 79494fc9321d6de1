using Aspire.Hosting;

// A host that tests may kill. Every resource writes its name to stop-order when it is asked to end.
var builder = DistributedApplication.CreateBuilder(args);
var folder = builder.Configuration["Sample:Folder"] ?? throw new InvalidOperationException("Sample:Folder is missing.");

var server = builder.AddExecutable("server", "sh", folder, "-c", Script("server"));
var worker = builder.AddExecutable("worker", "sh", folder, "-c", Script("worker")).WaitFor(server);
builder.AddExecutable("edge", "sh", folder, "-c", Script("edge")).WaitFor(worker);

// Neither it nor its child ends when it is asked to, only when it is killed.
builder
    .AddExecutable("stubborn", "sh", folder, "-c", "trap '' TERM; (trap '' TERM; sleep 300) & echo $! > stubborn-child; wait; sleep 300")
    .WaitFor(server);

builder.Build().Run();

static string Script(string name) => $"trap 'echo {name} >> stop-order; exit 0' TERM; sleep 300 & echo $! > {name}-child; wait";
