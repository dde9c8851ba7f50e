namespace Kadende.TestPlugins;

/// <summary>One of two plugins of one name and version.</summary>
public sealed class SecondTwin() : BareProvider("twins");
