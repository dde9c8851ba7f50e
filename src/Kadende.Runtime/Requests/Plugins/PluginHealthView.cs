namespace Kadende.Runtime.Requests.Plugins;

/// <summary>How a plugin's last calls on this host went.</summary>
/// <param name="State"><c>Working</c> or <c>Failing</c>.</param>
/// <param name="Since">When it last answered; of one that fails, since when it does.</param>
/// <param name="Reason">Why it fails; null while it works, and for all but administrators.</param>
public sealed record PluginHealthView(string State, DateTimeOffset Since, string? Reason);
