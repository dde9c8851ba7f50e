using Kadende.Sdk.Flavours;
using Kadende.Sdk.Health;
using Kadende.Sdk.Providers;

namespace Kadende.Core.Specs.Language;

/// <summary>The plugins whose fields a schema can tell of.</summary>
internal sealed record KnownPlugins(
    IReadOnlyList<HealthCheckDescription> Checks,
    IReadOnlyList<ProviderDescription> Providers,
    IReadOnlyList<FlavourDescription> Flavours
);
