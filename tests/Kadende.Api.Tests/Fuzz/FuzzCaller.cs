namespace Kadende.Api.Tests.Fuzz;

/// <summary>Somebody who sends what nobody should.</summary>
/// <param name="MaySee">What is planted is no secret to it.</param>
/// <param name="Names">What it knows the names of, of its own and of others.</param>
internal sealed record FuzzCaller(string Name, string Token, bool MaySee, params IReadOnlyList<string> Names);
