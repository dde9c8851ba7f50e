using Kadende.Sdk.Failures;

namespace Kadende.Plugins.SshHosts;

/// <summary>A host as it was found.</summary>
/// <param name="Report">What it said; null when it did not answer.</param>
/// <param name="Failure">Why it did not answer.</param>
internal sealed record HostSighting(PoolHost Host, HostReport? Report, ProviderException? Failure);
