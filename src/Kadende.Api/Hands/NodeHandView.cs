using Kadende.Runtime.Requests;

namespace Kadende.Api.Hands;

/// <summary>What becomes of what was asked of a node.</summary>
/// <param name="Message">What will happen.</param>
/// <param name="Node">How it stands now.</param>
internal sealed record NodeHandView(string Message, NodeView Node);
