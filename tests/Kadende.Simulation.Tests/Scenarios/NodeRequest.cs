using Kadende.Core.Nodes;

namespace Kadende.Simulation.Tests.Scenarios;

/// <summary>What a person may ask of a node.</summary>
internal static class NodeRequest
{
    /// <param name="latest">What has an end ends then at the latest.</param>
    public static Node Of(Random chance, Node node, DateTimeOffset now, DateTimeOffset latest)
    {
        var until = now + chance.Seconds(60, 7200);
        until = until < latest ? until : latest;
        return chance.Next(6) switch
        {
            0 => node with { Hold = Hold(HoldKind.Protected, now, chance.Next(2) == 0 ? until : null) },
            1 => node with { Wish = Wish(WishKind.Drain, now, null) },
            2 => node with { Wish = Wish(WishKind.Quarantine, now, until) },
            3 => node with
            {
                External = new ExternalHealth(IsHealthy: chance.Next(2) == 0, "It looks so.", "user", now, until),
            },
            _ => node with { Wish = Wish(WishKind.Replace, now, null) },
        };
    }

    private static NodeHold Hold(HoldKind kind, DateTimeOffset now, DateTimeOffset? until) =>
        new(kind, "user", null, now, until);

    private static NodeWish Wish(WishKind kind, DateTimeOffset now, DateTimeOffset? until) =>
        new(kind, "user", null, now, until);
}
