using Kadende.Core.Events;
using Kadende.TestKit.Azurite;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>A pool that grew, an endpoint or a credential that changed: the place has another name, and shows the same machines.</summary>
public sealed class OverlappingPlacesTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Pass_MachinesThatTwoPlacesShow_StayForAsLongAsBothAreListed()
    {
        await using var world = new PassWorld(await azurite.ServerAsync(), "overlapping");
        var id = await world.CreateAsync(Group("zone-1"));
        await world.SettleAsync(world.Host, id, "Before the place changed");
        var before = world.Machines.Of(id);

        await world.WantAsync(id, Group("zone-2"));
        await world.PassesAsync(id, 20);

        Assert.True(before.SetEquals(world.Machines.Of(id)));
        Assert.DoesNotContain((await world.SeeAsync(id)).Events, one => one.Kind == EventKind.UnknownInstanceSeen);
    }

    private static string Group(string zone) =>
        $"  web:\n    size: 3\n    resourcePlugin: {{ name: PROVIDER }}\n    resourceProperties: {{ zone: {zone} }}\n"
        + "    update: { strategy: onDelete }\n";
}
