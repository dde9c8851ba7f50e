using Kadende.Core.Access;
using Kadende.Runtime.Audit;

namespace Kadende.Runtime.Requests;

/// <summary>For whom and in which team a request is made; what the caller may do was checked before.</summary>
/// <param name="Actor">The caller's name, as events show it.</param>
/// <param name="IsAdministrator">The caller is an administrator of the installation.</param>
public sealed record RequestScope(string Actor, string Team, bool IsAdministrator = false)
{
    /// <summary>The caller's role in the team.</summary>
    public Role Role { get; init; } = Role.Editor;

    /// <summary>What the request changes, for its audit.</summary>
    public AuditNote Audit { get; } = new();
}
