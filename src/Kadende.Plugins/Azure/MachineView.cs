using System.Globalization;
using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Azure;

/// <summary>A virtual machine of Azure as Kadende sees it.</summary>
internal static class MachineView
{
    private const string PowerPrefix = "PowerState/";

    /// <param name="status">What holds its instance view: the machine itself, where it was asked for with it.</param>
    /// <param name="card">Its network interface, where it was asked for.</param>
    /// <param name="address">Its public address, where it has one.</param>
    public static Instance Of(
        AzureProperties properties,
        JsonElement machine,
        JsonElement status,
        JsonElement? card,
        JsonElement? address
    )
    {
        var tags = TagsOf(machine);
        return new Instance
        {
            Id = MachineId.Named(properties, machine.Text("name") ?? "").ToString(),
            State = StateOf(machine, status),
            Labels = AzureTags.Labels(tags),
            LogicalId = AzureTags.LogicalIdOf(tags),
            CreatedAt = CreatedAt(machine),
            Address = address?.Text("properties", "ipAddress") ?? PrivateAddress(card),
            Details = DetailsOf(machine, status),
        };
    }

    /// <summary>
    /// What is left of a machine, or there before it: an interface or an address alone. It is listed as a machine, so that whoever
    /// removes machines removes it.
    /// </summary>
    public static Instance OfPart(AzureProperties properties, string name, JsonElement part)
    {
        var tags = TagsOf(part);
        var state = part.Text("properties", "provisioningState") switch
        {
            "Deleting" => InstanceState.Terminating,
            "Updating" => InstanceState.Starting,
            _ when part.At("properties", "virtualMachine") is not null => InstanceState.Starting,
            _ => InstanceState.Failed,
        };
        return new Instance
        {
            Id = MachineId.Named(properties, name).ToString(),
            State = state,
            Labels = AzureTags.Labels(tags),
            LogicalId = AzureTags.LogicalIdOf(tags),
            Details = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["failure"] = $"There is only {part.Text("name")}, no machine.",
            },
        };
    }

    public static Dictionary<string, string> TagsOf(JsonElement resource) =>
        resource.At("tags") is { ValueKind: JsonValueKind.Object } tags
            ? tags.EnumerateObject()
                .ToDictionary(tag => tag.Name, tag => tag.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private static InstanceState StateOf(JsonElement machine, JsonElement status)
    {
        var power = StatusesOf(status)
            .Select(one => one.Text("code"))
            .FirstOrDefault(code => code?.StartsWith(PowerPrefix, StringComparison.OrdinalIgnoreCase) == true);
        return machine.Text("properties", "provisioningState")?.ToLowerInvariant() switch
        {
            "deleting" => InstanceState.Terminating,
            "failed" or "canceled" => InstanceState.Failed,
            "creating" => InstanceState.Starting,
            _ => StateOf(power?[PowerPrefix.Length..].ToLowerInvariant()),
        };
    }

    private static InstanceState StateOf(string? power) =>
        power switch
        {
            "running" => InstanceState.Running,
            "starting" => InstanceState.Starting,
            "stopping" or "stopped" or "deallocating" or "deallocated" => InstanceState.Stopped,
            _ => InstanceState.Unknown,
        };

    private static IEnumerable<JsonElement> StatusesOf(JsonElement machine) =>
        machine.Items("properties", "instanceView", "statuses");

    private static string? PrivateAddress(JsonElement? card) =>
        card
            ?.Items("properties", "ipConfigurations")
            .Select(configuration => configuration.Text("properties", "privateIPAddress"))
            .FirstOrDefault(address => address is not null);

    private static DateTimeOffset? CreatedAt(JsonElement machine) =>
        DateTimeOffset.TryParse(
            machine.Text("properties", "timeCreated"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var created
        )
            ? created
            : null;

    private static Dictionary<string, string> DetailsOf(JsonElement machine, JsonElement status)
    {
        var failure = StatusesOf(status)
            .FirstOrDefault(one =>
                one.Text("code")?.StartsWith("ProvisioningState/failed", StringComparison.OrdinalIgnoreCase) == true
            );
        (string Name, string? Value)[] told =
        [
            ("location", machine.Text("location")),
            ("size", machine.Text("properties", "hardwareProfile", "vmSize")),
            ("zone", machine.Items("zones").Select(zone => zone.GetString()).FirstOrDefault()),
            ("failure", FailureOf(failure)),
        ];
        return told.Where(detail => detail.Value is not null)
            .ToDictionary(detail => detail.Name, detail => detail.Value ?? "", StringComparer.Ordinal);
    }

    private static string? FailureOf(JsonElement status) =>
        status.Text("code") is { } code ? $"{code.Split('/')[^1]}: {status.Text("message")}" : null;
}
