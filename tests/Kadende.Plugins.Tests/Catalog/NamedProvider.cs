using System.Text.Json;
using Kadende.Sdk.Providers;

namespace Kadende.Plugins.Tests.Catalog;

/// <summary>A provider that only has a description and an answer to the question whether properties are good.</summary>
internal sealed class NamedProvider(
    string name,
    string version,
    Func<CancellationToken, Task<IReadOnlyList<PropertyFault>>>? validate = null,
    IReadOnlyList<string>? aliases = null,
    Func<int, IReadOnlyList<PropertyFault>>? room = null
) : IProvider
{
    public ProviderDescription Description { get; } =
        new(
            name,
            version,
            "For tests.",
            """
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["image"],
              "properties": {
                "image": { "type": "string", "minLength": 1 },
                "disks": {
                  "type": "array",
                  "maxItems": 2,
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": { "size": { "type": "integer", "minimum": 1, "maximum": 100 } }
                  }
                },
                "kind": { "enum": ["small", "large"] },
                "tags": { "type": "object", "additionalProperties": { "type": "string" } }
              }
            }
            """,
            new ProviderCapabilities { CallTimeout = TimeSpan.FromSeconds(30) }
        )
        {
            Aliases = aliases ?? [],
        };

    public Task<IReadOnlyList<PropertyFault>> ValidateAsync(
        JsonElement properties,
        CancellationToken cancellationToken
    ) => validate is null ? Task.FromResult<IReadOnlyList<PropertyFault>>([]) : validate(cancellationToken);

    public Task<IReadOnlyList<PropertyFault>> CheckRoomAsync(
        JsonElement properties,
        int more,
        CancellationToken cancellationToken
    ) => Task.FromResult(room?.Invoke(more) ?? []);

    public string ScopeOf(JsonElement properties) => "";

    public Task<IReadOnlyList<CreateResult>> CreateAsync(
        IReadOnlyList<CreateRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<InstancePage> DescribeAsync(DescribeRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DestroyResult>> DestroyAsync(
        IReadOnlyList<DestroyRequest> requests,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task LabelAsync(LabelRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
