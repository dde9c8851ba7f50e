namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>What a call is about: calls with equal keys are one.</summary>
/// <param name="Plugin">Where the plugin is, and which of those there it is.</param>
/// <param name="Subject">The token of the machine that is made, or the id of the one that is there.</param>
internal sealed record ActKey(string Plugin, string Method, string Subject);
