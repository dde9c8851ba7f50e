namespace Kadende.Runtime.Requests;

/// <summary>For whom and in which team a request is made; what the caller may do was checked before.</summary>
/// <param name="Actor">The user's name, as events show it.</param>
/// <param name="IsAdministrator">The user is an administrator of the installation.</param>
public sealed record RequestScope(string Actor, string Team, bool IsAdministrator = false);
