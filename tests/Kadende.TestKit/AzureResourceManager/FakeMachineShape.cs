using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kadende.TestKit.AzureResourceManager;

/// <summary>What the body of a virtual machine must hold.</summary>
internal static partial class FakeMachineShape
{
    private const int LongestCustomData = 87380;

    private static readonly string[] ReservedUsers = ["admin", "administrator", "guest", "root", "test", "user"];

    public static AzureError? Check(FakeResource made, FakeCatalogue catalogue)
    {
        var properties = made.Properties;
        var size = (string?)properties["hardwareProfile"]?["vmSize"] ?? "";
        var wrong =
            !catalogue.Sizes.ContainsKey(size) ? "hardwareProfile.vmSize"
            : !HasImage(properties["storageProfile"]?["imageReference"], catalogue) ? "imageReference"
            : (string?)properties["storageProfile"]?["osDisk"]?["createOption"] != "FromImage" ? "osDisk.createOption"
            : properties["billingProfile"] is not null && (string?)properties["priority"] != "Spot" ? "billingProfile"
            : WrongIn(properties["osProfile"]);
        return wrong is null
            ? ZoneFault(made, catalogue.Sizes[size].Zones)
            : new AzureError(400, "InvalidParameter", $"The value of parameter {wrong} is invalid or missing.");
    }

    private static string? WrongIn(JsonNode? system) =>
        !ComputerPattern().IsMatch((string?)system?["computerName"] ?? "") ? "computerName"
        : !IsUser((string?)system?["adminUsername"]) ? "adminUsername"
        : system?["linuxConfiguration"]?["ssh"]?["publicKeys"] is not JsonArray { Count: > 0 }
            ? "linuxConfiguration.ssh.publicKeys"
        : !IsBase64((string?)system["customData"]) ? "customData"
        : null;

    private static AzureError? ZoneFault(FakeResource made, string[] offered)
    {
        var zones = (made.Body["zones"] as JsonArray ?? []).Select(zone => (string?)zone ?? "").ToList();
        return zones.Count > 1 || zones.Any(zone => !offered.Contains(zone))
            ? new AzureError(
                400,
                "AvailabilityZoneNotSupported",
                $"The zone(s) '{string.Join(',', zones)}' for resource '{made.Id}' is not supported."
            )
            : null;
    }

    private static bool IsUser(string? user) => user is { Length: > 0 } && !ReservedUsers.Contains(user);

    private static bool HasImage(JsonNode? image, FakeCatalogue catalogue) =>
        (string?)image?["id"] is { Length: > 0 }
        || catalogue.Images.Contains($"{image?["publisher"]}:{image?["offer"]}:{image?["sku"]}");

    private static bool IsBase64(string? text) =>
        text is null
        || (text.Length <= LongestCustomData && Convert.TryFromBase64String(text, new byte[LongestCustomData], out _));

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ComputerPattern();
}
