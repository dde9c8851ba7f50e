using Kadende.Runtime.Requests;

namespace Kadende.Api.Hands;

/// <summary>What becomes of what was asked of a group or a cluster.</summary>
/// <param name="Message">What will happen.</param>
/// <param name="Cluster">How it stands now, with all its groups.</param>
internal sealed record ClusterHandView(string Message, ClusterView Cluster);
