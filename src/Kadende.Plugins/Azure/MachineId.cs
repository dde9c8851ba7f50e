using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kadende.Plugins.Azure;

/// <summary>
/// The resource id of a virtual machine, and the names of what belongs to it. The name comes from the token of the creation, so that
/// making it again finds the first one.
/// </summary>
internal sealed partial record MachineId
{
    public const string InterfaceSuffix = "-nic";
    public const string AddressSuffix = "-ip";
    public const string DiskSuffix = "-os";

    private MachineId(string groupPath, string name)
    {
        GroupPath = groupPath;
        Name = name;
    }

    public string Name { get; }

    public string Path => $"{GroupPath}/providers/Microsoft.Compute/virtualMachines/{Name}";

    public string InterfacePath => $"{GroupPath}/providers/Microsoft.Network/networkInterfaces/{Name}{InterfaceSuffix}";

    public string AddressPath => $"{GroupPath}/providers/Microsoft.Network/publicIPAddresses/{Name}{AddressSuffix}";

    public string DiskName => Name + DiskSuffix;

    private string GroupPath { get; }

    public static MachineId Of(AzureProperties properties, string token) => Named(properties, NameOf(token));

    // Azure gives the names of groups back in whatever case, so ids are made from lower case.
    public static MachineId Named(AzureProperties properties, string name) =>
        new(
            $"/subscriptions/{properties.SubscriptionId.ToLowerInvariant()}/resourceGroups/{properties.ResourceGroup.ToLowerInvariant()}",
            name.ToLowerInvariant()
        );

    public static bool TryParse(string text, [NotNullWhen(true)] out MachineId? id)
    {
        id = IdPattern().Match(text) is { Success: true } match
            ? new MachineId(match.Groups["group"].Value, match.Groups["name"].Value)
            : null;
        return id is not null;
    }

    public override string ToString() => Path;

    // A machine's name begins with a letter or digit and does not end with '-'; one of digits alone is no host name.
    private static string NameOf(string token) =>
        NamePattern().IsMatch(token)
            ? token
            : $"k-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)).AsSpan(0, 16))}";

    [GeneratedRegex(@"^[a-z]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(
        @"^(?<group>/subscriptions/[0-9a-f-]{36}/resourceGroups/[a-z0-9_().-]{0,89}[a-z0-9_()-])/providers/Microsoft\.Compute/virtualMachines/(?<name>[a-z]([a-z0-9-]{0,61}[a-z0-9])?)\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex IdPattern();
}
