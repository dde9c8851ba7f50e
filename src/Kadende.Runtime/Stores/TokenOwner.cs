using Kadende.Core.Access;

namespace Kadende.Runtime.Stores;

/// <summary>Who may use a token.</summary>
/// <param name="Source">Where the token comes from, such as <c>settings</c>.</param>
public sealed record TokenOwner(Caller Caller, string Source);
