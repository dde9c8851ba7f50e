using System.Globalization;
using System.Text.RegularExpressions;
using Kadende.Core.Events;
using Kadende.Runtime.Passes;
using Kadende.Runtime.Stores;
using Kadende.Sdk.Providers;

namespace Kadende.Simulation.Tests.Mutants;

/// <summary>Mistakes that a product like ours could have. Each must be found.</summary>
internal static partial class MutantList
{
    public static readonly IReadOnlyDictionary<string, Mutant> All = new Dictionary<string, Mutant>(
        StringComparer.Ordinal
    )
    {
        ["every call has a token of its own"] = new()
        {
            Provider = real =>
            {
                var calls = 0;
                return new ProviderMutant(real)
                {
                    Asked = request =>
                        request with
                        {
                            Token = string.Create(CultureInfo.InvariantCulture, $"{request.Token}x{++calls}"),
                        },
                };
            },
        },
        ["there is no breaker"] = Reads(text => Breaker().Replace(text, "breaker: 10000")),
        ["an empty list is read as gone"] = new()
        {
            // What is doubted is doubted for this time.
            Options = options => new PassOptions
            {
                MaxCreates = options.MaxCreates,
                UnknownAfter = options.UnknownAfter,
                KeepGenerations = options.KeepGenerations,
                UnsettledLook = TimeSpan.Zero,
            },
        },
        ["each node has a repair budget of its own"] = Reads(text => InFlight().Replace(text, "maxInFlight: 10000")),
        ["an update may take every node at once"] = Reads(text => Unavailable().Replace(text, "maxUnavailable: 100%")),
        ["surge is not counted"] = Reads(text => Surge().Replace(text, "maxSurge: 10000")),
        ["unknown is read as unhealthy"] = new() { Check = real => new CheckMutant(real) },
        ["removals rest on nothing but their own slot"] = Writes(change =>
            change is RowChange.PutGroup put ? put with { IsFence = false } : change
        ),
        ["removals are not told"] = Writes(change =>
            change with
            {
                Events = [.. change.Events.Where(told => told.Kind != EventKind.NodeDeleting)],
            }
        ),
        ["a healthy neighbour is removed besides"] = new()
        {
            Provider = real => new ProviderMutant(real)
            {
                RemovedBesides = listed => listed.FirstOrDefault(one => one.State == InstanceState.Running),
            },
        },
        ["a spec's size is one too small"] = Reads(text => Size().Replace(text, "size: 1")),
        ["unknown machines are left alone"] = Reads(text =>
            text.Replace("unknownInstances: delete", "unknownInstances: ignore", StringComparison.Ordinal)
        ),
    };

    private static Mutant Reads(Func<string, string> read) =>
        new() { Store = real => new SpecMutant(real, read, change => change) };

    private static Mutant Writes(Func<RowChange, RowChange> change) =>
        new() { Store = real => new SpecMutant(real, text => text, change) };

    [GeneratedRegex("breaker: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Breaker();

    [GeneratedRegex("maxInFlight: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex InFlight();

    [GeneratedRegex("maxUnavailable: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Unavailable();

    [GeneratedRegex("maxSurge: [0-9]+%?", RegexOptions.None, 1000)]
    private static partial Regex Surge();

    [GeneratedRegex("size: [0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Size();
}
