using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Failures;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>What plugins find wrong in a spec: names and versions that do not exist, properties that do not fit.</summary>
public sealed class SpecValidation
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private readonly PluginCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly PropertySchemas _schemas = new();
    private readonly FlavourValidation _flavours;

    public SpecValidation(PluginCatalog catalog, TimeProvider time)
    {
        _catalog = catalog;
        _time = time;
        _flavours = new FlavourValidation(catalog, _schemas, time);
    }

    /// <summary>
    /// Every fault of every group, in the order of the text. A provider that cannot be asked now finds none: what it would refuse is
    /// found again when it is asked for a machine.
    /// </summary>
    /// <param name="team">Whose spec it is.</param>
    /// <param name="asks">
    /// Whether plugins are asked too, which sends them what the spec says, also the team's secrets, to wherever the spec says. False: only
    /// names, versions and schemas are looked at, and nothing is sent to anybody.
    /// </param>
    public async Task<IReadOnlyList<Fault>> CheckAsync(
        string team,
        IReadOnlyList<GroupSpec> groups,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        var faults = new IReadOnlyList<Fault>[groups.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            groups.Count,
            bounds,
            async (i, cancelled) => faults[i] = await CheckGroupAsync(team, groups[i], asks, cancelled)
        );
        // What containers hand down to several groups is told of once.
        return
        [
            .. faults.SelectMany(found => found).Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column),
        ];
    }

    private async Task<IReadOnlyList<Fault>> CheckGroupAsync(
        string team,
        GroupSpec group,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        var faults = new List<Fault>();
        foreach (var resource in group.Resources)
        {
            faults.AddRange(await CheckResourceAsync(team, resource, asks, cancellationToken));
        }

        for (var i = 0; i < group.Health.Checks.Count; i++)
        {
            var check = group.Health.Checks[i];
            var place = new MarkedPlace($"groups/{group.Path}/health/checks/{i}", check.Marks, group.PluginMark);
            faults.AddRange((await CheckHealthCheckAsync(check, cancellationToken)).Select(place.At));
        }

        foreach (var flavour in group.Flavours)
        {
            faults.AddRange(await _flavours.CheckAsync(flavour, asks, cancellationToken));
        }

        return faults;
    }

    private async Task<IEnumerable<Fault>> CheckResourceAsync(
        string team,
        ResourceSpec resource,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        switch (await _catalog.FindProviderAsync(resource.Plugin, team, cancellationToken))
        {
            case ProviderChoice.Found found:
                var place = new MarkedPlace(resource.PropertiesPath, resource.PropertyMarks, resource.PluginMark);
                return (
                    await CheckPropertiesAsync(found.Provider, resource.Properties, asks, cancellationToken)
                ).Select(place.At);
            case ProviderChoice.Missing missing:
                return [resource.PluginMark.Fault(missing.Message)];
            default:
                throw new InvalidOperationException("A choice of a kind that does not exist.");
        }
    }

    private async Task<IReadOnlyList<PropertyFault>> CheckPropertiesAsync(
        IProvider provider,
        JsonElement properties,
        bool asks,
        CancellationToken cancellationToken
    )
    {
        var faults = await _schemas.CheckAsync(provider.Description.PropertiesSchema, properties, cancellationToken);
        // A provider may rely on the schema: it is not shown what does not fit it.
        return faults.Count > 0 || !asks ? faults : await AskAsync(provider, properties, cancellationToken);
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "By contract whatever else a plugin throws means that it could not be asked now."
    )]
    private async Task<IReadOnlyList<PropertyFault>> AskAsync(
        IProvider provider,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        var callTimeout = provider.Description.Capabilities.CallTimeout;
        using var limit = new CancellationTokenSource(callTimeout < LongestCall ? callTimeout : LongestCall, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A plugin that ignores its token must not hold us up either.
            return await provider.ValidateAsync(properties, both.Token).WaitAsync(both.Token);
        }
        catch (Exception failure) when (failure is RequestRejectedException or CredentialException)
        {
            return [new PropertyFault("", failure.Message)];
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // It could not be asked, and that must not refuse the spec.
            return [];
        }
    }

    private async Task<IReadOnlyList<PropertyFault>> CheckHealthCheckAsync(
        HealthCheckSpec check,
        CancellationToken cancellationToken
    )
    {
        if (_catalog.FindHealthCheck(check.Type) is not { } plugin)
        {
            return [new PropertyFault("type", _catalog.NoHealthCheck(check.Type))];
        }

        return await _schemas.CheckAsync(plugin.Description.PropertiesSchema, check.Properties, cancellationToken);
    }
}
