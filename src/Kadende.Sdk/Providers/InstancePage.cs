namespace Kadende.Sdk.Providers;

/// <summary>Some machines of a listing. A machine may stand on two pages when the world changes in between.</summary>
/// <param name="NextPageToken">Null on the last page.</param>
public sealed record InstancePage(IReadOnlyList<Instance> Instances, string? NextPageToken);
