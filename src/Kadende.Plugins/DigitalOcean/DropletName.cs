using Kadende.Sdk;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.DigitalOcean;

/// <summary>
/// A droplet's name is made of its token, so that a repeated call finds the droplet. Droplets that are made together have the same tags:
/// the label that differs, the node's, stands in the name. Token <c>n-7-1</c> of node <c>n-7</c> gives <c>n-7.1</c>.
/// </summary>
internal static class DropletName
{
    public static string Of(CreateRequest request)
    {
        var token = PluginLabels.Token(request);
        var node = request.Labels.GetValueOrDefault(LabelNames.Node, "");
        var name =
            node.Length > 0 && token.Length > node.Length + 1 && token.StartsWith($"{node}-", StringComparison.Ordinal)
                ? $"{node}.{token[(node.Length + 1)..]}"
                : token;
        // It becomes the host name of the machine.
        return name.Split('.').All(part => part[0] != '-' && part[^1] != '-')
            ? name
            : throw new RequestRejectedException(
                $"The token '{token}' cannot name a droplet: a part of a host name begins and ends with a letter or a digit."
            );
    }

    /// <summary>The node that a name tells of.</summary>
    public static string NodeOf(string name) => name.Split('.')[0];
}
