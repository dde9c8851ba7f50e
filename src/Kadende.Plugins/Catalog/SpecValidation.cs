using System.Text.Json;
using Kadende.Core.Specs;
using Kadende.Sdk.Providers;
using Microsoft.Extensions.Options;

namespace Kadende.Plugins.Catalog;

/// <summary>What plugins find wrong in a spec: names and versions that do not exist, properties that do not fit.</summary>
public sealed class SpecValidation
{
    private readonly PluginCatalog _catalog;
    private readonly PropertySchemas _schemas = new();
    private readonly PluginQuestions _questions;
    private readonly FlavourValidation _flavours;

    public SpecValidation(PluginCatalog catalog, IOptions<ValidationOptions> options, TimeProvider time)
    {
        _catalog = catalog;
        _questions = new PluginQuestions(options, time);
        _flavours = new FlavourValidation(catalog, _schemas, _questions);
    }

    /// <summary>
    /// Every fault of every group, in the order of the text. A provider that cannot be asked now finds none, which is a warning: what it
    /// would refuse is found again when it is asked for a machine.
    /// </summary>
    /// <param name="team">Whose spec it is.</param>
    /// <param name="asks">
    /// Whether plugins are asked too, which sends them what the spec says, also the team's secrets, to wherever the spec says. False: only
    /// names, versions and schemas are looked at, and nothing is sent to anybody.
    /// </param>
    /// <param name="present">How many machines groups have; null: whether there is room for more is not looked at.</param>
    public async Task<SpecAnswer> CheckAsync(
        string team,
        IReadOnlyList<GroupSpec> groups,
        bool asks,
        IReadOnlyDictionary<GroupPath, int>? present,
        CancellationToken cancellationToken
    )
    {
        var answers = new SpecAnswer[groups.Count];
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            groups.Count,
            bounds,
            async (i, cancelled) =>
                answers[i] = await CheckGroupAsync(
                    team,
                    groups[i],
                    asks,
                    present is null ? 0 : groups[i].Slots.Count - present.GetValueOrDefault(groups[i].Path),
                    cancelled
                )
        );
        return new SpecAnswer(
            Ordered(answers.SelectMany(answer => answer.Faults)),
            Ordered(answers.SelectMany(answer => answer.Warnings))
        );

        // What containers hand down to several groups is told of once.
        static List<Fault> Ordered(IEnumerable<Fault> found) =>
            [.. found.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
    }

    private async Task<SpecAnswer> CheckGroupAsync(
        string team,
        GroupSpec group,
        bool asks,
        int more,
        CancellationToken cancellationToken
    )
    {
        var answers = new List<SpecAnswer>();
        foreach (var resource in group.Resources)
        {
            // Where one provider has no room the next one in the list is asked for the machine.
            var wanted = group.Resources.Count == 1 ? more : 0;
            answers.Add(await CheckResourceAsync(team, resource, asks, wanted, cancellationToken));
        }

        for (var i = 0; i < group.Health.Checks.Count; i++)
        {
            var check = group.Health.Checks[i];
            var place = new MarkedPlace($"groups/{group.Path}/health/checks/{i}", check.Marks, group.PluginMark);
            var faults = await CheckHealthCheckAsync(check, cancellationToken);
            answers.Add(new SpecAnswer([.. faults.Select(place.At)], []));
        }

        foreach (var flavour in group.Flavours)
        {
            answers.Add(await _flavours.CheckAsync(flavour, asks, cancellationToken));
        }

        return new SpecAnswer(
            [.. answers.SelectMany(answer => answer.Faults)],
            [.. answers.SelectMany(answer => answer.Warnings)]
        );
    }

    private async Task<SpecAnswer> CheckResourceAsync(
        string team,
        ResourceSpec resource,
        bool asks,
        int more,
        CancellationToken cancellationToken
    )
    {
        switch (await _catalog.FindProviderAsync(resource.Plugin, team, cancellationToken))
        {
            case ProviderChoice.Found found:
                var place = new MarkedPlace(resource.PropertiesPath, resource.PropertyMarks, resource.PluginMark);
                var answer = await CheckPropertiesAsync(
                    found.Provider,
                    resource.Properties,
                    asks,
                    more,
                    cancellationToken
                );
                return new SpecAnswer(
                    [.. answer.Faults.Select(place.At)],
                    answer.Unasked is { } why ? [resource.PluginMark.Fault(why)] : []
                );
            case ProviderChoice.Missing missing:
                return new SpecAnswer([resource.PluginMark.Fault(missing.Message)], []);
            default:
                throw new InvalidOperationException("A choice of a kind that does not exist.");
        }
    }

    private async Task<PluginAnswer> CheckPropertiesAsync(
        IProvider provider,
        JsonElement properties,
        bool asks,
        int more,
        CancellationToken cancellationToken
    )
    {
        var faults = await _schemas.CheckAsync(provider.Description.PropertiesSchema, properties, cancellationToken);
        if (faults.Count > 0 || !asks)
        {
            // A provider may rely on the schema: it is not shown what does not fit it.
            return new PluginAnswer(faults, null);
        }

        var longest = provider.Description.Capabilities.CallTimeout;
        var answer = await _questions.AskAsync(
            longest,
            mayRefuse: true,
            token => provider.ValidateAsync(properties, token),
            cancellationToken
        );
        if (answer.Unasked is { } why)
        {
            return answer with
            {
                Unasked =
                    $"Provider '{provider.Description.Name}' could not be asked whether this is good: {why} What it refuses is told when it is "
                    + "asked for a machine.",
            };
        }

        if (answer.Faults.Count > 0 || more < 1)
        {
            return answer;
        }

        // Who may not see quotas may make machines all the same.
        var room = await _questions.AskAsync(
            longest,
            mayRefuse: false,
            token => provider.CheckRoomAsync(properties, more, token),
            cancellationToken
        );
        return room.Unasked is null
            ? room
            : room with
            {
                Unasked =
                    $"Provider '{provider.Description.Name}' could not be asked whether there is room for {more} more machines: {room.Unasked}",
            };
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
