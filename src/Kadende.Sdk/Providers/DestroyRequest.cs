using System.Text.Json;

namespace Kadende.Sdk.Providers;

/// <summary>One machine to remove.</summary>
/// <param name="InstanceId">The provider's id.</param>
/// <param name="Properties">Properties whose <see cref="IProvider.ScopeOf"/> says where it is.</param>
/// <param name="Reason">
/// Why, for providers that treat what belongs to a machine differently when it is replaced. A call that is repeated may tell another
/// reason: a machine that went for an update goes as <see cref="RemovalReason.NotWanted"/> once its group is not wanted any more.
/// </param>
/// <param name="Message">The same in one sentence; for the provider's own log.</param>
public sealed record DestroyRequest(string InstanceId, JsonElement Properties, RemovalReason Reason, string Message);
