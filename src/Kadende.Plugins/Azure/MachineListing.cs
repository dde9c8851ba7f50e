using System.Text.Json;
using Kadende.Sdk;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>The machines of a resource group, with their addresses, and what is left of machines that are not there.</summary>
/// <remarks>
/// Three listings are put together by name, so all of their pages are read at once. Azure knows no filter by tag in them.
/// </remarks>
internal sealed class MachineListing(AzureApi api, AzureProperties properties)
{
    public async Task<IReadOnlyList<Instance>> ListAsync(
        IReadOnlyDictionary<string, string> labels,
        CancellationToken cancellationToken
    )
    {
        var group = properties.GroupPath;
        var cards = ByNameAsync("Microsoft.Network/networkInterfaces", MachineId.InterfaceSuffix, cancellationToken);
        var addresses = ByNameAsync("Microsoft.Network/publicIPAddresses", MachineId.AddressSuffix, cancellationToken);
        var machines = api.ListAsync(
            $"{group}/providers/Microsoft.Compute/virtualMachines?$expand=instanceView",
            AzureVersions.Compute,
            cancellationToken
        );
        await Task.WhenAll(cards, addresses, machines);
        return Together(await machines, await cards, await addresses, labels);
    }

    private List<Instance> Together(
        List<JsonElement> machines,
        Dictionary<string, JsonElement> cards,
        Dictionary<string, JsonElement> addresses,
        IReadOnlyDictionary<string, string> labels
    )
    {
        var instances = new List<Instance>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var machine in machines)
        {
            var name = machine.Text("name") ?? "";
            known.Add(name);
            Add(MachineView.Of(properties, machine, Find(cards, name), Find(addresses, name)));
        }

        foreach (var (name, part) in cards.Concat(addresses))
        {
            if (known.Add(name) && part.At("tags", LabelNames.Node) is not null)
            {
                Add(MachineView.OfPart(properties, name, part));
            }
        }

        return instances;

        void Add(Instance instance)
        {
            if (PluginLabels.Match(instance.Labels, labels))
            {
                instances.Add(instance);
            }
        }
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

    private static JsonElement? Find(Dictionary<string, JsonElement> parts, string name) =>
        parts.TryGetValue(name, out var part) ? part : null;
}
