namespace Kadende.TestPlugins;

/// <summary>Its name cannot be written in a spec.</summary>
public sealed class NamelessProvider() : BareProvider("no name");
