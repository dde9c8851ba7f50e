using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kadende.Plugins.Azure;

/// <summary>What the system disk of a machine is made from.</summary>
internal abstract partial record AzureImage
{
    private AzureImage() { }

    public const string Rule =
        "publisher:offer:sku:version, the resource id of an image or of an image version, or one of debian, debian-12, ubuntu, ubuntu-22.04, ubuntu-24.04";

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["debian"] = "Debian:debian-12:12-gen2:latest",
        ["debian-12"] = "Debian:debian-12:12-gen2:latest",
        ["ubuntu"] = "Canonical:ubuntu-24_04-lts:server:latest",
        ["ubuntu-22.04"] = "Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2:latest",
        ["ubuntu-24.04"] = "Canonical:ubuntu-24_04-lts:server:latest",
    };

    /// <summary>The <c>imageReference</c> of a virtual machine.</summary>
    public abstract JsonObject Reference { get; }

    /// <summary>Null: the text is no image.</summary>
    public static AzureImage? Parse(string text)
    {
        var full = Aliases.GetValueOrDefault(text, text);
        if (IdPattern().Match(full) is { Success: true } id)
        {
            return new ById(full, id.Groups["gallery"].Success);
        }

        return UrnPattern().IsMatch(full) && full.Split(':') is [var publisher, var offer, var sku, var version]
            ? new Marketplace(publisher, offer, sku, version)
            : null;
    }

    [GeneratedRegex(
        @"^/subscriptions/[^/?#%]+/resourceGroups/[^/?#%]+/providers/Microsoft\.Compute/(images/[^/?#%]+|(?<gallery>galleries/[^/?#%]+/images/[^/?#%]+(/versions/[^/?#%]+)?))\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+){3}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UrnPattern();

    /// <summary>An image that everyone has.</summary>
    public sealed record Marketplace(string Publisher, string Offer, string Sku, string Version) : AzureImage
    {
        public override JsonObject Reference =>
            new()
            {
                ["publisher"] = Publisher,
                ["offer"] = Offer,
                ["sku"] = Sku,
                ["version"] = Version,
            };
    }

    /// <summary>An image of one's own.</summary>
    /// <param name="InGallery">It is kept in a gallery of images.</param>
    public sealed record ById(string Id, bool InGallery) : AzureImage
    {
        public override JsonObject Reference => new() { ["id"] = Id };
    }
}
