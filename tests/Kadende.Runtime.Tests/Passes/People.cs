using Kadende.Core.Nodes;
using Kadende.Runtime.Stores;
using Xunit;

namespace Kadende.Runtime.Tests.Passes;

/// <summary>What people do to the nodes of a world.</summary>
internal static class People
{
    /// <summary>A person asks for something to be done with the first node.</summary>
    public static async Task AskAsync(this PassWorld world, string id, WishKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        var store = world.Host.Store;
        var slots = await store.ListSlotsAsync(id, null, null, 1000, token);
        var (slot, tag) = (slots.Items[0].Value, slots.Items[0].ETag);
        var wish = new NodeWish(kind, "ada", null, world.Clock.GetUtcNow(), null);
        var asked = slot with { Nodes = [slot.Nodes[0] with { Wish = wish }] };
        var tags = await store.WriteAsync(id, [new RowChange.PutSlot(asked, tag) { Events = [] }], token);
        Assert.NotNull(Assert.Single(tags));
    }
}
