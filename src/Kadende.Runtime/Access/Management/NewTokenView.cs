namespace Kadende.Runtime.Access.Management;

/// <summary>A token that was just made.</summary>
/// <param name="Token">The text that requests carry. It is told this once and stored nowhere.</param>
/// <param name="About">What is seen of it from now on.</param>
public sealed record NewTokenView(string Token, TokenView About);
