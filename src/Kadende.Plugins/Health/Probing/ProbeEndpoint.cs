using System.Globalization;
using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Health.Probing;

/// <summary>Where a check reaches a machine.</summary>
internal sealed record ProbeEndpoint(string Host, int Port)
{
    /// <summary>Null when it cannot be known; the reason then says why.</summary>
    public static ProbeEndpoint? Find(Instance instance, JsonElement check, out string reason)
    {
        reason = "";
        if (instance.Address is not { } host)
        {
            reason = $"{instance.Id} has no address yet";
            return null;
        }

        if (check.TryGetProperty("port", out var written))
        {
            var port = written.GetInt32();
            return new ProbeEndpoint(host, instance.Ports.GetValueOrDefault(port, port));
        }

        if (instance.Ports.Count == 1)
        {
            return new ProbeEndpoint(host, instance.Ports.Values.Single());
        }

        reason = $"the check needs a 'port': {instance.Id} publishes {instance.Ports.Count} ports";
        return null;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}"
        );
}
