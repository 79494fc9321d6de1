using System.Text.Json;
using AppHost.Local;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Operations;

/// <summary>
/// What operators do with the running platform, as commands of its resources: in the dashboard, and with
/// <c>dotnet aspire resource NAME COMMAND</c>.
/// </summary>
internal static class OperatorCommands
{
    private const string Confirm = "confirm";
    private const string Force = "force";
    private const string Id = "id";

    /// <summary>Lets the shop's data be replaced by the demo data of today.</summary>
    public static IResourceBuilder<ProjectResource> WithDemoDataReset(
        this IResourceBuilder<ProjectResource> agents,
        IResourceBuilder<ParameterResource> key
    ) =>
        agents
            .WithEnvironment("Operators__Key", key)
            .WithCommand(
                "reset-demo-data",
                "Reset demo data",
                context =>
                    PostAsync(
                        context,
                        agents.Resource,
                        AddressOf(agents.Resource),
                        "/operations/demo-data/reset",
                        answer => $"The shop has {answer?.GetProperty("customers")} customers and {answer?.GetProperty("orders")} orders."
                    ),
                new CommandOptions
                {
                    Description = "Replaces products, customers, orders and tickets by the demo data of today.",
                    IconName = "ArrowReset",
                    UpdateState = EnabledWhileRunning,
                    // Not a question of the dashboard's alone: the command line asks none.
                    Arguments =
                    [
                        YesOrNo(
                            Confirm,
                            "Lose what is there",
                            "All that customers have changed or ordered is lost, and so is what was imported."
                        ),
                    ],
                    ValidateArguments = RequireConfirmation,
                }
            );

    /// <summary>Lets each worker be drained and resumed.</summary>
    public static IResourceBuilder<ProjectResource> WithDraining(
        this IResourceBuilder<ProjectResource> workers,
        IResourceBuilder<ParameterResource> key
    ) =>
        workers
            .WithEnvironment("Operators__Key", key)
            .WithCommand(
                "drain",
                "Drain",
                context =>
                    PostAsync(
                        context,
                        workers.Resource,
                        AddressOfInstance(context),
                        $"/operations/drain?force={IsTrue(context.Arguments.GetString(Force))}",
                        _ => "Nothing runs on this worker, and it takes no turns until it is resumed or started anew."
                    ),
                new CommandOptions
                {
                    Description = "Steps back from its partitions, ends what runs, and takes no more turns.",
                    ConfirmationMessage = "The other workers take this one's turns. Go on?",
                    IconName = "ArrowExit",
                    UpdateState = EnabledWhileRunning,
                    Progress = new CommandProgressOptions { Message = "What runs comes to its end." },
                    Arguments = [YesOrNo(Force, "Also if no other worker is left", "Turns then wait until one is resumed.")],
                }
            )
            .WithCommand(
                "resume",
                "Resume",
                context =>
                    PostAsync(context, workers.Resource, AddressOfInstance(context), "/operations/resume", _ => "This worker takes turns."),
                new CommandOptions
                {
                    Description = "Takes turns again after it was drained.",
                    IconName = "ArrowEnter",
                    UpdateState = EnabledWhileRunning,
                }
            );

    /// <summary>Lets turns that were given up be run again.</summary>
    /// <param name="broker">Where the dead letters are.</param>
    /// <param name="workers">Who replays them.</param>
    public static void WithDeadLetterReplay(
        this IResourceBuilder<IResourceWithConnectionString> broker,
        IResourceBuilder<ProjectResource> workers
    ) =>
        broker.WithCommand(
            "replay-dead-letters",
            "Replay dead letters",
            context =>
                PostAsync(
                    context,
                    workers.Resource,
                    AddressOf(workers.Resource),
                    context.Arguments.GetString(Id) is { Length: > 0 } id
                        ? $"/operations/dead-letters/replay?id={Uri.EscapeDataString(id)}"
                        : "/operations/dead-letters/replay",
                    answer =>
                        $"{answer?.GetProperty("replayed")} replayed, {answer?.GetProperty("dropped")} answered already and dropped, "
                        + $"{answer?.GetProperty("left")} left."
                ),
            new CommandOptions
            {
                Description = "Runs turns again that were given up, each from its last checkpoint.",
                ConfirmationMessage = "The turns run again, and their customers get the answers. Go on?",
                IconName = "ArrowRepeatAll",
                UpdateState = EnabledWhileRunning,
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Id,
                        Label = "Id",
                        Description = "The turn's id, which is its reply's too. Without it, all are replayed.",
                        InputType = InputType.Text,
                        Placeholder = "all",
                        MaxLength = 100,
                    },
                ],
            }
        );

    /// <summary>An argument that is no unless it is given.</summary>
    private static InteractionInput YesOrNo(string name, string label, string description) =>
        new()
        {
            Name = name,
            Label = label,
            Description = description,
            InputType = InputType.Boolean,
            Value = "false",
        };

    private static Task RequireConfirmation(InputsDialogValidationContext context)
    {
        if (!IsTrue(context.Inputs.GetString(Confirm)))
        {
            context.AddValidationError(Confirm, "What is there would be lost: confirm it.");
        }

        return Task.CompletedTask;
    }

    private static bool IsTrue(string? value) => bool.TryParse(value, out var isTrue) && isTrue;

    private static ResourceCommandState EnabledWhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    private static async Task<ExecuteCommandResult> PostAsync(
        ExecuteCommandContext context,
        ProjectResource service,
        Uri? address,
        string path,
        Func<JsonElement?, string> tell
    ) =>
        address is null
            ? CommandResults.Failure($"{service.Name} does not run.")
            : await context
                .Services.GetRequiredService<OperatorClient>()
                .PostAsync(new Uri(address, path), service.Name, tell, context.CancellationToken);

    /// <summary>Where any of the service's replicas answers.</summary>
    private static Uri? AddressOf(ProjectResource service) =>
        service.GetEndpoint("http") is { IsAllocated: true } endpoint ? new Uri(endpoint.Url) : null;

    /// <summary>Where the instance whose command it is listens.</summary>
    private static Uri? AddressOfInstance(ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceNotificationService>().TryGetCurrentState(context.ResourceName, out var state)
            ? InstanceAddress.Of(state.Snapshot)
            : null;
}
