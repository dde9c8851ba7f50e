using System.Globalization;
using Kadende.Sdk.Providers;

namespace Kadende.Runtime.Requests.Plugins;

/// <summary>What a provider can do.</summary>
public sealed record ProviderCapabilitiesView
{
    /// <summary>How many machines one call makes at most.</summary>
    public required int BulkCreate { get; init; }

    /// <summary>How many machines one call removes at most.</summary>
    public required int BulkDelete { get; init; }

    /// <summary>It runs commands on its machines.</summary>
    public required bool Exec { get; init; }

    /// <summary>It shows what machines wrote to their consoles.</summary>
    public required bool ConsoleOutput { get; init; }

    /// <summary>Labels of machines that exist can be changed.</summary>
    public required bool LabelsInPlace { get; init; }

    /// <summary>A creation that is asked for twice makes one machine.</summary>
    public required bool IdempotentCreate { get; init; }

    /// <summary>Its machines have addresses.</summary>
    public required bool Addresses { get; init; }

    /// <summary>How long its lists may lag behind, such as <c>60s</c>.</summary>
    public required string ListDelay { get; init; }

    /// <summary>How long one call may take, such as <c>60s</c>.</summary>
    public required string CallTimeout { get; init; }

    internal static ProviderCapabilitiesView Of(IProvider provider)
    {
        var can = provider.Description.Capabilities;
        return new ProviderCapabilitiesView
        {
            BulkCreate = can.CreateBatch,
            BulkDelete = can.DestroyBatch,
            Exec = provider.Exec is not null,
            ConsoleOutput = provider.Console is not null,
            LabelsInPlace = can.LabelsInPlace,
            IdempotentCreate = can.IdempotentCreate,
            Addresses = can.HasAddresses,
            ListDelay = Seconds(can.ListDelay),
            CallTimeout = Seconds(can.CallTimeout),
        };
    }

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s");
}
