namespace Kadende.Core.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Name">The user's name, as events show it.</param>
/// <param name="Teams">The role that the user has in each team.</param>
/// <param name="IsAdministrator">May do everything in every team.</param>
public sealed record Caller(string Name, IReadOnlyDictionary<string, Role> Teams, bool IsAdministrator);
