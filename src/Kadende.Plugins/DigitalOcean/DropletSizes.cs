using System.Collections.Frozen;
using System.Globalization;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>Droplet sizes by kind and memory, for people who do not know the slugs by heart.</summary>
internal static class DropletSizes
{
    public const string Smallest = "s-1vcpu-1gb";

    private static readonly FrozenDictionary<string, (decimal Memory, string Slug)[]> Kinds = new Dictionary<
        string,
        (decimal Memory, string Slug)[]
    >(StringComparer.Ordinal)
    {
        ["standard"] =
        [
            (0.5m, "s-1vcpu-512mb-10gb"),
            (1, Smallest),
            (2, "s-1vcpu-2gb"),
            (4, "s-2vcpu-4gb"),
            (8, "s-4vcpu-8gb"),
            (16, "s-8vcpu-16gb"),
        ],
        ["general"] =
        [
            (8, "g-2vcpu-8gb"),
            (16, "g-4vcpu-16gb"),
            (32, "g-8vcpu-32gb"),
            (64, "g-16vcpu-64gb"),
            (128, "g-32vcpu-128gb"),
            (160, "g-40vcpu-160gb"),
        ],
        ["cpu"] = [(4, "c-2"), (8, "c-4"), (16, "c-8"), (32, "c-16"), (64, "c-32")],
        ["memory"] =
        [
            (16, "m-2vcpu-16gb"),
            (32, "m-4vcpu-32gb"),
            (64, "m-8vcpu-64gb"),
            (128, "m-16vcpu-128gb"),
            (192, "m-24vcpu-192gb"),
            (256, "m-32vcpu-256gb"),
        ],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>Null when there is none of that memory.</returns>
    public static string? Find(string kind, decimal memory) =>
        Kinds.TryGetValue(kind, out var sizes) ? sizes.FirstOrDefault(size => size.Memory == memory).Slug : null;

    /// <summary>The memories of a kind, for a sentence.</summary>
    public static string MemoriesOf(string kind) =>
        Kinds.TryGetValue(kind, out var sizes)
            ? string.Join(", ", sizes.Select(size => size.Memory.ToString(CultureInfo.InvariantCulture)))
            : "";
}
