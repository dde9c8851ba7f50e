using Kadende.Core.Planning;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Passes;

/// <summary>Acts of one kind on one source, in portions that the provider takes in one call.</summary>
internal sealed record ActPortions(GroupSource Source, IProvider Provider, IReadOnlyList<Act[]> Portions)
{
    /// <summary>How many acts share a call at most, so that what came of the first ones is on record while the last ones run.</summary>
    private const int Portion = 250;

    public static IEnumerable<ActPortions> Of(GroupLook look, IEnumerable<Act> acts)
    {
        foreach (var same in acts.GroupBy(act => (Generation: GenerationOf(act), act.GetType())))
        {
            var source = look.Sources.FirstOrDefault(source => source.Generation == same.Key.Generation);
            if (source is { Provider: { } provider })
            {
                var size = PortionOf(same.First(), provider.Description.Capabilities);
                yield return new ActPortions(source, provider, [.. same.Chunk(size)]);
            }
        }
    }

    private static long GenerationOf(Act act) =>
        act switch
        {
            Act.Create create => create.Node.Generation,
            Act.Destroy destroy => destroy.Generation,
            Act.Label label => label.Generation,
            Act.Adopt adopt => adopt.Node.Generation,
            Act.Provision provision => provision.Node.Generation,
            Act.Drain drain => drain.Node.Generation,
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
