using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>The machines of a resource group, with their addresses, and what is left of machines that are not there.</summary>
/// <remarks>
/// Four listings are put together by name, so all of their pages are read at once. Azure knows no filter by tag in them, and tells whether
/// machines run in a listing of the whole subscription only, beside that of the group.
/// </remarks>
internal sealed class MachineListing(AzureApi api, AzureProperties properties)
{
    private const string Machines = "providers/Microsoft.Compute/virtualMachines";

    /// <summary>How many machines are asked by themselves at once.</summary>
    private const int AskedAtOnce = 8;

    public async Task<IReadOnlyList<Instance>> ListAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var group = properties.GroupPath;
        var cards = ByNameAsync("Microsoft.Network/networkInterfaces", MachineId.InterfaceSuffix, cancellationToken);
        var addresses = ByNameAsync("Microsoft.Network/publicIPAddresses", MachineId.AddressSuffix, cancellationToken);
        var all = api.ListAsync($"{group}/{Machines}", AzureVersions.Compute, cancellationToken);
        var statuses = StatusesAsync(cancellationToken);
        await Task.WhenAll(cards, addresses, all, statuses);
        var (cardOf, addressOf) = (await cards, await addresses);
        var wanted = (await all).Where(machine => Match(machine, labels)).ToList();
        var known = await CompleteAsync(wanted, await statuses, cancellationToken);
        return
        [
            .. wanted.Select(machine =>
            {
                var name = machine.Text("name") ?? "";
                return MachineView.Of(
                    properties,
                    machine,
                    known.TryGetValue(name, out var status) ? status : machine,
                    Find(cardOf, name),
                    Find(addressOf, name)
                );
            }),
            .. PartsAlone(await all, cardOf, addressOf).Where(instance => PluginLabels.Match(instance.Labels, labels)),
        ];
    }

    private IEnumerable<Instance> PartsAlone(
        List<JsonElement> machines,
        Dictionary<string, JsonElement> cards,
        Dictionary<string, JsonElement> addresses
    )
    {
        var known = machines.Select(machine => machine.Text("name") ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return cards
            .Concat(addresses)
            .Where(part => known.Add(part.Key) && part.Value.At("tags", LabelNames.Node) is not null)
            .Select(part => MachineView.OfPart(properties, part.Key, part.Value));
    }

    /// <summary>What the subscription's listing tells of this group's machines, by name; nothing where these credentials may not see it.</summary>
    private async Task<Dictionary<string, JsonElement>> StatusesAsync(CancellationToken cancellationToken)
    {
        var statuses = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var all = await api.ListAsync(
                $"/subscriptions/{properties.SubscriptionId}/{Machines}?statusOnly=true",
                AzureVersions.Compute,
                cancellationToken
            );
            var here = $"{properties.GroupPath}/";
            foreach (var machine in all)
            {
                if (
                    machine.Text("id") is { } id
                    && id.StartsWith(here, StringComparison.OrdinalIgnoreCase)
                    && machine.At("properties", "instanceView") is not null
                )
                {
                    statuses[id[(id.LastIndexOf('/') + 1)..]] = machine;
                }
            }
        }
        catch (CredentialException)
        {
            // A role in the resource group alone is enough: the machines are asked one by one then.
        }

        return statuses;
    }

    /// <summary>Machines of which the subscription's listing told nothing, as it may lag, are asked by themselves.</summary>
    private async Task<IReadOnlyDictionary<string, JsonElement>> CompleteAsync(
        IEnumerable<JsonElement> machines,
        Dictionary<string, JsonElement> statuses,
        CancellationToken cancellationToken
    )
    {
        var known = new ConcurrentDictionary<string, JsonElement>(statuses, StringComparer.OrdinalIgnoreCase);
        var untold = machines.Select(machine => machine.Text("name") ?? "").Where(name => !statuses.ContainsKey(name));
        await Parallel.ForEachAsync(
            untold,
            new ParallelOptions { MaxDegreeOfParallelism = AskedAtOnce, CancellationToken = cancellationToken },
            async (name, stop) =>
            {
                var answer = await api.GetAsync(
                    $"{MachineId.Named(properties, name).Path}?$expand=instanceView",
                    AzureVersions.Compute,
                    stop
                );
                if (!answer.IsMissing)
                {
                    known[name] = answer.Ensure().Body;
                }
            }
        );
        return known;
    }

    private async Task<Dictionary<string, JsonElement>> ByNameAsync(
        string type,
        string suffix,
        CancellationToken cancellationToken
    )
    {
        var parts = await api.ListAsync(
            $"{properties.GroupPath}/providers/{type}",
            AzureVersions.Network,
            cancellationToken
        );
        var byName = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            if (part.Text("name") is { } name && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                byName[name[..^suffix.Length]] = part;
            }
        }

        return byName;
    }

    private static bool Match(JsonElement machine, IReadOnlyDictionary<string, string> labels) =>
        PluginLabels.Match(AzureTags.Labels(MachineView.TagsOf(machine)), labels);

    private static JsonElement? Find(Dictionary<string, JsonElement> parts, string name) =>
        parts.TryGetValue(name, out var part) ? part : null;
}
