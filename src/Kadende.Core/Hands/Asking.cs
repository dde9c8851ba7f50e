namespace Kadende.Core.Hands;

/// <summary>Who asks for something, why and for how long.</summary>
/// <param name="Actor">The user's name, as events show it.</param>
/// <param name="Reason">In the user's words; null when none was given.</param>
/// <param name="Until">When what is asked ends by itself; null: it does not.</param>
/// <param name="Now">When it is asked.</param>
public sealed record Asking(string Actor, string? Reason, DateTimeOffset? Until, DateTimeOffset Now);
