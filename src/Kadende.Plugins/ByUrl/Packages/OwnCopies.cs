using Kadende.Sdk.Providers;

namespace Kadende.Plugins.ByUrl.Packages;

/// <summary>
/// Our own copies of what somebody else's code answers. Types that a plugin was compiled with do not keep it from leaving out what they
/// call required, nor from answering lists that do something else whenever they are read.
/// </summary>
internal static class OwnCopies
{
    /// <summary>Every item; null when any is missing or no copy can be made of it.</summary>
    public static IReadOnlyList<T>? Of<T>(IReadOnlyList<T>? items, Func<T, T?> copy)
        where T : class
    {
        if (items is null)
        {
            return null;
        }

        var copies = items.Select(item => item is null ? null : copy(item)).ToList();
        return copies.Contains(null) ? null : [.. copies.OfType<T>()];
    }

    public static Instance? Of(Instance? instance) =>
        instance is { Id.Length: > 0, Ports: { } ports }
        && Of(instance.Labels) is { } labels
        && Of(instance.Details) is { } details
            ? instance with
            {
                Labels = labels,
                Details = details,
                Ports = ports.ToDictionary(),
            }
            : null;

    public static IReadOnlyDictionary<string, string>? Of(IReadOnlyDictionary<string, string>? texts)
    {
        var copy = texts?.ToDictionary(StringComparer.Ordinal);
        return copy is not null && copy.Values.All(value => value is not null) ? copy : null;
    }

    public static PropertyFault? Of(PropertyFault fault) =>
        fault is { Path: not null, Message: not null } ? fault : null;

    public static CreateResult? Of(CreateResult result) =>
        result switch
        {
            CreateResult.Created created => Of(created.Instance) is { } instance
                ? new CreateResult.Created(instance)
                : null,
            CreateResult.Failed { Failure: not null } failed => failed,
            _ => null,
        };

    public static DestroyResult? Of(DestroyResult result) =>
        result is DestroyResult.Failed { Failure: null } ? null : result;
}
