using System.Collections.Concurrent;
using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Catalog;

/// <summary>The schemas of plugins, each parsed once.</summary>
internal sealed class PropertySchemas
{
    private readonly ConcurrentDictionary<string, PropertySchema> _schemas = new(StringComparer.Ordinal);

    /// <summary>Every fault of the properties, each at its path below them.</summary>
    public async ValueTask<IReadOnlyList<PropertyFault>> CheckAsync(
        string schema,
        JsonElement properties,
        CancellationToken cancellationToken
    )
    {
        if (!_schemas.TryGetValue(schema, out var parsed))
        {
            parsed = _schemas.GetOrAdd(schema, await PropertySchema.ParseAsync(schema, cancellationToken));
        }

        return parsed.Check(properties);
    }
}
