namespace Kadende.Plugins.Catalog;

/// <summary>How a plugin fared.</summary>
/// <param name="IsWorking">Its last call was answered.</param>
/// <param name="Since">When it last answered; of one that fails, since when it does.</param>
/// <param name="Reason">Why it fails; null while it works.</param>
public sealed record PluginReading(bool IsWorking, DateTimeOffset Since, string? Reason);
