using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.Plugins.Catalog;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Flavours;

/// <summary>Calls a flavour as the pass does: again and again until it is done.</summary>
public static class FlavourBench
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static FlavourCall Call(
        string properties,
        IMachineShell? shell,
        ConcurrentQueue<string>? log = null,
        string node = "n-0",
        IReadOnlyDictionary<string, string>? labels = null
    ) =>
        new()
        {
            Properties = Parse(properties),
            Index = 0,
            Node = Node(node, "web", "0", shell) with
            {
                Instance = Instance(node, labels ?? new Dictionary<string, string>(StringComparer.Ordinal)),
            },
            Peers = [],
            Log = (log ?? new ConcurrentQueue<string>()).Enqueue,
        };

    public static FlavourNode Node(
        string id,
        string group,
        string slot,
        IMachineShell? shell,
        string? flavour = null,
        string properties = "{}"
    ) =>
        new()
        {
            Id = id,
            Group = group,
            Slot = slot,
            Instance = Instance(id, new Dictionary<string, string>(StringComparer.Ordinal)),
            IsProvisioned = false,
            Flavours = flavour is null
                ? new Dictionary<string, JsonElement>(StringComparer.Ordinal)
                : new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [flavour] = Parse(properties) },
            Shell = shell,
        };

    public static CreateRequest Request(string? init) =>
        new()
        {
            Token = "n-0-1",
            Properties = Parse("{}"),
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["env"] = "test" },
            Init = init,
        };

    public static Task<CreateRequest> PrepareAsync(
        IFlavour flavour,
        string properties,
        string? init,
        bool canExec = false
    ) =>
        flavour.PrepareAsync(
            new FlavourPlan(Parse(properties), "n-0", "0", canExec),
            Request(init),
            TestContext.Current.CancellationToken
        );

    /// <summary>Calls until the answer is not that there is more to do.</summary>
    public static async Task<FlavourAnswer> UntilOverAsync(Func<Task<FlavourAnswer>> call)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var answer = await call();
        while (answer is FlavourAnswer.Working)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"After {Patience} still: {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            answer = await call();
        }

        return answer;
    }

    /// <summary>What both the schema and the flavour itself find wrong with properties.</summary>
    public static async Task<IReadOnlyList<PropertyFault>> FaultsAsync(IFlavour flavour, string properties)
    {
        var schema = await PropertySchema.ParseAsync(
            flavour.Description.PropertiesSchema,
            TestContext.Current.CancellationToken
        );
        var faults = schema.Check(Parse(properties));
        return faults.Count > 0
            ? faults
            : await flavour.ValidateAsync(Parse(properties), TestContext.Current.CancellationToken);
    }

    private static Instance Instance(string id, IReadOnlyDictionary<string, string> labels) =>
        new()
        {
            Id = id,
            State = InstanceState.Running,
            Labels = labels,
            Address = "127.0.0.1",
        };

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
