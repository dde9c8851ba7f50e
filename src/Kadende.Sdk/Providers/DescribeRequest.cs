using System.Text.Json;

namespace Kadende.Sdk.Providers;

/// <summary>One page of a listing.</summary>
/// <param name="Labels">All of these must be on a machine; never empty.</param>
/// <param name="Properties">Properties whose <see cref="IProvider.ScopeOf"/> says where to look.</param>
/// <param name="PageToken">Null for the first page, then <see cref="InstancePage.NextPageToken"/> of the page before.</param>
public sealed record DescribeRequest(
    IReadOnlyDictionary<string, string> Labels,
    JsonElement Properties,
    string? PageToken
);
