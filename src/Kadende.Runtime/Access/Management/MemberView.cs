using Kadende.Core.Access;

namespace Kadende.Runtime.Access.Management;

/// <summary>A member of a team.</summary>
/// <param name="Source"><c>api</c>, or <c>settings</c> for one whom only the settings can change.</param>
public sealed record MemberView(string User, Role Role, string Source);
