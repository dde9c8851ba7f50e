using System.Text.Json;

namespace Kadende.Sdk.Providers;

/// <summary>One machine to remove.</summary>
/// <param name="InstanceId">The provider's id.</param>
/// <param name="Properties">Properties whose <see cref="IProvider.ScopeOf"/> says where it is.</param>
/// <param name="Reason">Why, in one sentence; for the provider's own log.</param>
public sealed record DestroyRequest(string InstanceId, JsonElement Properties, string Reason);
