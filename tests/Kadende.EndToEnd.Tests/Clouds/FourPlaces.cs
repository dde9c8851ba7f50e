using Kadende.TestKit.Moto;

namespace Kadende.EndToEnd.Tests.Clouds;

/// <summary>The four providers of the sample spec, each before a server of this machine, by the groups that use them.</summary>
internal sealed record FourPlaces(Amazon Amazon, Compute Compute, Droplets Droplets, CustomDatacenter Custom)
    : IAsyncDisposable
{
    /// <summary>The settings that lead Kadende here.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
        [.. Amazon.Settings, .. Compute.Settings, .. Droplets.Settings];

    /// <summary>What Kadende's environment has besides.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        Amazon
            .Environment.Concat(Compute.Environment)
            .Concat(Custom.Environment)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <param name="folder">For what they keep in files.</param>
    public static async Task<FourPlaces> OpenAsync(MotoFixture moto, string folder) =>
        new(
            await Amazon.OpenAsync(moto, "mwas"),
            await Compute.OpenAsync(folder),
            await Droplets.OpenAsync(),
            await CustomDatacenter.OpenAsync(folder)
        );

    /// <summary>The machines that live, by the group that they should belong to.</summary>
    public async Task<SortedDictionary<string, IReadOnlyList<string>>> MachinesAsync() =>
        new(StringComparer.Ordinal)
        {
            ["customDatacenter"] = Custom.Machines,
            ["group1"] = await Amazon.MachinesAsync(),
            ["group2/sub-group1"] = Compute.Machines,
            ["group2/sub-group2"] = Droplets.Machines,
        };

    /// <summary>Takes a machine away behind Kadende's back.</summary>
    public async Task LoseAsync(string group, string machine)
    {
        switch (group)
        {
            case "group1":
                await Amazon.TerminateAsync(machine);
                break;
            case "group2/sub-group1":
                Compute.Delete(machine);
                break;
            case "group2/sub-group2":
                Droplets.Destroy(machine);
                break;
            default:
                Custom.Remove(machine);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Amazon.DisposeAsync();
        await Compute.DisposeAsync();
        await Droplets.DisposeAsync();
        await Custom.DisposeAsync();
    }
}
