using System.Text.Json;

namespace Kadende.Sdk.Providers;

/// <summary>Labels to add to or overwrite on one machine.</summary>
/// <param name="InstanceId">The provider's id.</param>
/// <param name="Properties">Properties whose <see cref="IProvider.ScopeOf"/> says where it is.</param>
/// <param name="Labels">The labels to set.</param>
public sealed record LabelRequest(
    string InstanceId,
    JsonElement Properties,
    IReadOnlyDictionary<string, string> Labels
);
