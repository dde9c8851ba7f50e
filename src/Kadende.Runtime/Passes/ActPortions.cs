using Kadende.Core.Nodes;
using Kadende.Core.Planning;
using Kadende.Runtime.Flavours;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Acts of one kind on one source, in portions that the provider takes in one call.</summary>
internal sealed record ActPortions(GroupSource Source, IProvider Provider, IReadOnlyList<Act[]> Portions)
{
    /// <summary>How many acts share a call at most, so that what came of the first ones is on record while the last ones run.</summary>
    private const int Portion = 250;

    /// <summary>How many calls may be under way at once.</summary>
    public int Parallelism =>
        Portions[0][0] is Act.Provision or Act.Drain
            ? FlavourActs.Parallelism
            : Math.Max(1, Provider.Description.Capabilities.Parallelism);

    public static IEnumerable<ActPortions> Of(GroupLook look, IEnumerable<Act> acts)
    {
        foreach (var same in acts.GroupBy(act => (Source: SourceOf(act), act.GetType())))
        {
            var source = look.Sources.FirstOrDefault(source => source.Key == same.Key.Source);
            if (source is { Provider: { } provider })
            {
                var size = PortionOf(same.First(), provider.Description.Capabilities);
                yield return new ActPortions(source, provider, [.. Ordered(look, same).Chunk(size)]);
            }
        }
    }

    /// <summary>
    /// Flavours are called in another order at every look: should a look not get around to all machines, the same ones do not always
    /// come last.
    /// </summary>
    private static IEnumerable<Act> Ordered(GroupLook look, IEnumerable<Act> acts) =>
        acts.OrderBy(act =>
            act switch
            {
                Act.Provision provision => OrderOf(look, provision.Node),
                Act.Drain drain => OrderOf(look, drain.Node),
                _ => 0,
            }
        );

    private static int OrderOf(GroupLook look, Node node) =>
        StringComparer.Ordinal.GetHashCode($"{look.View.Nonce}{node.Id}");

    private static SourceKey SourceOf(Act act) =>
        act switch
        {
            Act.Create create => create.Node.Source,
            Act.Destroy destroy => destroy.Source,
            Act.Label label => label.Source,
            Act.Adopt adopt => adopt.Node.Source,
            Act.Provision provision => provision.Node.Source,
            Act.Drain drain => drain.Node.Source,
            _ => throw new InvalidOperationException("An act of a kind that does not exist."),
        };

    private static int PortionOf(Act act, ProviderCapabilities can) =>
        act switch
        {
            Act.Create => Math.Clamp(can.CreateBatch, 1, Portion),
            Act.Destroy => Math.Clamp(can.DestroyBatch, 1, Portion),
            _ => 1,
        };
}
